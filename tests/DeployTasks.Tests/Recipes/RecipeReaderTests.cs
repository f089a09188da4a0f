using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Recipes;

public class RecipeReaderTests
{
    [Fact]
    public void Hosts_config_and_labels_keep_what_was_written()
    {
        var recipe = RecipeFiles.Read("""
            config:
              deploy_path: /srv/app
              version: 1.10
              debug: true
              nothing: null
              list: [a, 2, "3"]
            hosts:
              web1:
                hostname: 10.0.0.1
                labels: {stage: prod, node: 1, active: true, roles: [web, 2]}
              db: 
            """);
        Assert.Equal(new Number("1.10"), recipe.Config["version"]);
        Assert.Equal(new Flag(true), recipe.Config["debug"]);
        Assert.Equal(Value.Null, recipe.Config["nothing"]);
        Assert.Equal<Value>([new Text("a"), new Number("2"), new Text("3")], ((Items)recipe.Config["list"]).Values);
        Assert.Equal(["web1", "db"], recipe.Hosts.Select(host => host.Alias));
        Assert.Equal(new Text("10.0.0.1"), recipe.Hosts[0].Settings["hostname"]);
        Assert.Equal(["1"], recipe.Hosts[0].Labels["node"]);
        Assert.Equal(["true"], recipe.Hosts[0].Labels["active"]);
        Assert.Equal(["web", "2"], recipe.Hosts[0].Labels["roles"]);
    }

    [Fact]
    public void Json_is_yaml_too()
    {
        var recipe = RecipeFiles.Read("""
            {
            	"config": { "greeting": "caf\u00e9 \"x\" \/ \\ \n", "count": 3, "on": true, "off": null },
            	"hosts": { "web1": { "labels": { "stage": ["a", "b"] } } },
            	"tasks": { "t": { "steps": [ { "run": "make" } ] } }
            }
            """);
        Assert.Equal(new Text("café \"x\" / \\ \n"), recipe.Config["greeting"]);
        Assert.Equal(new Number("3"), recipe.Config["count"]);
        Assert.Equal(["a", "b"], recipe.Hosts[0].Labels["stage"]);
    }

    [Fact]
    public void Tasks_are_steps_or_groups()
    {
        var recipe = RecipeFiles.Read("""
            tasks:
              build:
                desc: Builds it
                once: true
                limit: 2
                select: stage=prod
                rolling: true
                hidden: true
                steps:
                  - make all
                  - run: make check
                    cwd: "{{deploy_path}}"
                    env: {A: b}
                    timeout: 10m
                    if: "{{debug}}"
                    output: result
              both: [build, other]
              narrowed: {select: web1, tasks: [build]}
              other: {steps: []}
            before: {both: build}
            after: {both: [other, build]}
            fail: {both: other}
            artifact: {path: ./publish, exclude: ["*.pdb"]}
            """);
        var build = recipe.Tasks["build"];
        Assert.Equal(("Builds it", true, 2, "stage=prod", true, true),
            (build.Description, build.Once, build.Limit, build.Select, build.Rolling, build.Hidden));
        Assert.Equal("make all", Assert.IsType<RunStep>(build.Steps[0]).Command);
        var check = Assert.IsType<RunStep>(build.Steps[1]);
        Assert.Equal(("make check", "{{deploy_path}}", "b", TimeSpan.FromMinutes(10), "{{debug}}", "result"),
            (check.Command, check.Cwd, check.Env["A"], check.Timeout, check.If, check.Output));
        Assert.Equal(["build", "other"], recipe.Tasks["both"].Group);
        Assert.Equal("web1", recipe.Tasks["narrowed"].Select);
        Assert.Equal(["build"], recipe.Before["both"]);
        Assert.Equal(["other", "build"], recipe.After["both"]);
        Assert.Equal(["other"], recipe.Fail["both"]);
        Assert.Equal("./publish", recipe.Artifact!.Path);
        Assert.Equal(["*.pdb"], recipe.Artifact.Exclude);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_with_its_place() => Snapshot.Verify(RecipeFiles.MistakesOf("""
        hots: {}
        config:
          keep_releases: many
          deploy_path: [a]
          twice: 1
          twice: 2
          tagged: !!str x
          "bad name": 1
          broken: "{{no name}}"
          port: 70000
          env: {LD_PRELOAD: x, 1A: y}
          token: {secret: NOT_SET}
        hosts:
          -oProxyCommand=touch /tmp/x: {}
          "web[01:]": {}
          ok: {labels: {alias: x}, alias: y, connection: telnet}
        tasks:
          empty: {}
          both: {steps: [], tasks: [x]}
          list: [missing]
          bad name: {steps: []}
          work:
            onec: true
            limit: 0
            select: "stage="
            steps:
              - runn: make
              - run: make
                upload: {src: a, dest: b}
              - ask: Which branch?
                cwd: /tmp
              - upload: {src: a}
              - template: {dest: a}
              - invoke: wrok
              - run: echo `ls {{x}}`
                if: always
                timeout: 5 parsecs
              - [a]
              - health: {url: "http://x", command: true}
        before:
          work: {}
        """));
}
