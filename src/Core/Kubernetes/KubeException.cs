namespace GoEnv.Kubernetes;

/// <summary>The cluster could not be asked, or it refused.</summary>
public sealed class KubeException : Exception
{
    /// <summary>Declares the error; <paramref name="what"/> is a clause that says what happened, without a full stop.</summary>
    public KubeException(TargetError error, string what, string action, Exception? inner = null)
        : base(char.ToUpperInvariant(what[0]) + what[1..] + ".", inner)
    {
        Error = error;
        What = what;
        RecommendedAction = action;
    }

    /// <summary>The stable kind of error.</summary>
    public TargetError Error { get; }

    /// <summary>What happened, as a clause without a full stop.</summary>
    public string What { get; }

    /// <summary>What to do next, in one sentence.</summary>
    public string RecommendedAction { get; }

    /// <summary>What was asked; null when it came to no request.</summary>
    public KubeRequest? Request { get; init; }

    /// <summary>The HTTP status of the answer; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The server's <c>Status</c>; null when it sent none.</summary>
    public KubeStatus? Status { get; init; }
}

/// <summary>What is asked of the API server.</summary>
/// <param name="Verb">The verb of the permission that it needs, such as <c>get</c> or <c>list</c>.</param>
/// <param name="Resource">The resource with its subresource, such as <c>pods</c> or <c>pods/exec</c>.</param>
/// <param name="Namespace">The namespace; null for all, or for a resource that is in none.</param>
/// <param name="Name">The object; null for a list.</param>
public sealed record KubeRequest(string Verb, string Resource, string? Namespace, string? Name = null)
{
    /// <summary>The request in words, such as <c>get pods "api-0" in the namespace 'apps'</c>.</summary>
    public override string ToString()
    {
        var name = Name is null ? string.Empty : $" '{Name}'";
        return Namespace is null ? $"{Verb} {Resource}{name}" + (Verb == "list" ? " in all namespaces" : string.Empty)
            : $"{Verb} {Resource}{name} in the namespace '{Namespace}'";
    }
}
