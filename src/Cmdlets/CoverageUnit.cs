namespace GoEnv.Cmdlets;

/// <summary>What Measure-GoCoverage counts for.</summary>
public enum CoverageUnit
{
    /// <summary>All of it.</summary>
    Total,

    /// <summary>Each package.</summary>
    Package,

    /// <summary>Each source file.</summary>
    File,

    /// <summary>Each function whose source is at hand.</summary>
    Function,
}
