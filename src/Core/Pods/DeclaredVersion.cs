namespace GoEnv.Pods;

/// <summary>The Go version that a custom resource declares for pods.</summary>
/// <param name="Resource">The resource, such as <c>goruntimes.example.com 'api'</c>.</param>
/// <param name="Version">The version as it is written there; unknown with the reason where there is none.</param>
public sealed record DeclaredVersion(string Resource, Fact<string> Version);
