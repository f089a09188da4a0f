namespace DeployTasks.Tests.Recipes;

public class FixedSettingTests
{
    [Theory]
    [InlineData("set: {hostname: elsewhere}")]
    [InlineData("set: {dry_run: false}")]
    [InlineData("set: {ssh_folder: /tmp}")]
    [InlineData("{run: hostname, output: hostname}")]
    [InlineData("{ask: Which?, key: port}")]
    [InlineData("{secret: Whose?, key: become}")]
    public void What_a_run_stands_on_cannot_be_written_by_a_step_of_it(string step) =>
        Assert.Matches(@"^deploy\.yaml\(3,\d+\): DT1038: '\w+' is fixed when the run starts", RecipeFiles.MistakesOf($"tasks:\n  t: {{steps: [\n    {step}]}}\n"
            .Replace("set: {", "{set: {").Replace("}]}", step.StartsWith("set", StringComparison.Ordinal) ? "}}]}" : "}]}")));

    [Theory]
    [InlineData("env")]
    [InlineData("health")]
    public void A_map_is_written_out_and_no_placeholder_is_taken_for_one(string name) =>
        Assert.StartsWith("deploy.yaml(1,", RecipeFiles.MistakesOf($"config: {{{name}: \"{{{{common}}}}\", common: {{A: b}}}}"));

    [Theory]
    [InlineData("interpreter: /usr/bin/env -i A=b bash, script: \"a\\necho `{{x}}`\"")]
    [InlineData("interpreter: python3, script: \"a\\nprint('{{x}}')\"")]
    [InlineData("script: \"#!/usr/bin/env python3\\nprint('{{x}}')\"")]
    [InlineData("interpreter: pwsh, script: \"a\\necho {{x}}\"")]
    [InlineData("interpreter: \"{{x}}\", script: \"a\\necho {{x}}\"")]
    [InlineData("interpreter: \"`{{x}}`\", script: a.py")]
    public void A_value_in_a_script_whose_quoting_nobody_knows_is_refused_where_it_is_written(string step) =>
        Assert.Contains("DT1029", RecipeFiles.MistakesOf($"tasks: {{t: {{steps: [{{{step}}}]}}}}"));

    [Theory]
    [InlineData("script: \"#!/bin/sh\\necho {{x}}\"")]
    [InlineData("interpreter: zsh -f, script: \"a\\necho {{x}}\"")]
    [InlineData("interpreter: python3, script: \"a\\nprint({{x | raw}})\"")]
    public void A_shell_and_what_the_author_vouches_for_are_fine(string step) =>
        RecipeFiles.Read($"tasks: {{t: {{steps: [{{{step}}}]}}}}");
}
