using DeployTasks.SshNet.Logins;
using Renci.SshNet.Common;

namespace DeployTasks.Tests.SshNet;

public sealed class AskedAnswersTests
{
    [Theory]
    [InlineData("Password: ", "ssh_password", "Password of deploy")]
    [InlineData("Verification code:", "ssh_verification_code", "Verification code of deploy")]
    [InlineData("One-time password (OATH) for `deploy': ", "ssh_one_time_password_oath_for_deploy", "One-time password (OATH) for `deploy' of deploy")]
    public void A_question_of_the_host_is_a_prompt_with_a_key_made_of_its_words(string request, string key, string text)
    {
        var question = new AuthenticationPrompt(0, isEchoed: false, request);

        new AskedAnswers("deploy", (askedKey, askedText) => $"{askedKey}|{askedText}").Answer([question]);

        Assert.Equal($"{key}|{text}", question.Response);
    }

    [Fact]
    public void What_nobody_answers_stays_unanswered()
    {
        var question = new AuthenticationPrompt(0, isEchoed: false, "Password: ");

        new AskedAnswers("deploy", (_, _) => null).Answer([question]);

        Assert.Null(question.Response);
    }
}
