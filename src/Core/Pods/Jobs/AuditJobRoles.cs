using System.Text.Json.Nodes;

namespace GoEnv.Pods.Jobs;

/// <summary>The service account of an audit, and roles with the verbs that Invoke-PodGoAudit uses and no others.</summary>
internal static class AuditJobRoles
{
    private const string Rbac = "rbac.authorization.k8s.io";

    // From here on the server asks for create too where a WebSocket is opened.
    private const int ExecNeedsCreate = 35;

    public static IEnumerable<JsonObject> Of(AuditJob job)
    {
        yield return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = AuditJobManifest.Metadata(job, job.Name, job.Namespace),
            ["automountServiceAccountToken"] = false, // the pod asks for the token itself
        };

        // Nodes are in no namespace, and the roles of several audits must not be one.
        var cluster = $"{job.Name}:{job.Namespace}";
        yield return Role(job, "ClusterRole", cluster, null, job.Audited.Count == 0 ? [.. Inside(job), Rule("nodes", "list")] : [Rule("nodes", "list")]);
        yield return Binding(job, "ClusterRole", cluster, null);
        foreach (var space in job.Audited)
        {
            yield return Role(job, "Role", job.Name, space, Inside(job));
            yield return Binding(job, "Role", job.Name, space);
        }
    }

    private static JsonObject[] Inside(AuditJob job) =>
    [
        Rule("pods", "get", "list"),
        job.IsFrom(ExecNeedsCreate) ? Rule("pods/exec", "create", "get") : Rule("pods/exec", "get"),
        Rule("pods/log", "get"),
        Rule("events", "list"),
        Rule("configmaps", "list"),
    ];

    private static JsonObject Rule(string resource, params string[] verbs) => new()
    {
        ["apiGroups"] = new JsonArray(""),
        ["resources"] = new JsonArray(resource),
        ["verbs"] = new JsonArray([.. verbs.Select(verb => (JsonNode)verb)]),
    };

    private static JsonObject Role(AuditJob job, string kind, string name, string? space, JsonObject[] rules) => new()
    {
        ["apiVersion"] = Rbac + "/v1",
        ["kind"] = kind,
        ["metadata"] = AuditJobManifest.Metadata(job, name, space),
        ["rules"] = new JsonArray([.. rules]),
    };

    private static JsonObject Binding(AuditJob job, string kind, string role, string? space) => new()
    {
        ["apiVersion"] = Rbac + "/v1",
        ["kind"] = kind + "Binding",
        ["metadata"] = AuditJobManifest.Metadata(job, role, space),
        ["roleRef"] = new JsonObject { ["apiGroup"] = Rbac, ["kind"] = kind, ["name"] = role },
        ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = job.Name, ["namespace"] = job.Namespace }),
    };
}
