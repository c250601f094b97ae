namespace GoEnv.Tests.ApiServer;

/// <summary>Who may do what. A user without rules may do nothing; members of system:masters may do all.</summary>
public sealed class Rbac
{
    private readonly List<(string User, string Verb, string Resource, string? Namespace)> rules = [];

    /// <summary>Lets a user do it, in one namespace or in all.</summary>
    public void Allow(string user, string verb, string resource, string? space = null) => rules.Add((user, verb, resource, space));

    public bool Allows(ClusterUser user, string verb, string resource, string? space) =>
        user.Groups.Contains("system:masters")
        || rules.Any(rule => rule.User == user.Name && rule.Verb == verb && rule.Resource == resource && (rule.Namespace is null || rule.Namespace == space));
}

/// <summary>Who a request comes from.</summary>
public sealed record ClusterUser(string Name, IReadOnlyList<string> Groups);
