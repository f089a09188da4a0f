namespace DeployTasks.Tool.Outputs;

/// <summary>What a run shows on the terminal where its questions stand, too.</summary>
internal interface IScreen
{
    /// <summary>A question stands: nothing may carry it off.</summary>
    void StepAside();

    void ComeBack();
}
