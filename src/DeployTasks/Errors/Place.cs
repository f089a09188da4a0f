namespace DeployTasks;

/// <summary>A position in a file a user wrote. Line and column start at 1; 0 means "the file as a whole".</summary>
public sealed record Place(string File, int Line = 0, int Column = 0)
{
    /// <summary>The compiler's form, which editors and CI turn into a link: <c>deploy.yaml(3,7)</c>.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}({Line},{Column})";
}
