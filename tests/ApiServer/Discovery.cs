using System.Text.Json.Nodes;

namespace GoEnv.Tests.ApiServer;

/// <summary>What kubectl asks before it asks for anything.</summary>
internal static class Discovery
{
    public static JsonObject Version(int minor) => new()
    {
        ["major"] = "1",
        ["minor"] = minor.ToString(),
        ["gitVersion"] = $"v1.{minor}.0",
        ["platform"] = "linux/amd64",
    };

    public static JsonObject Core() => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
    };

    public static JsonObject Groups()
    {
        var version = new JsonObject { ["groupVersion"] = "authorization.k8s.io/v1", ["version"] = "v1" };
        return new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray(new JsonObject
            {
                ["name"] = "authorization.k8s.io",
                ["versions"] = new JsonArray(version),
                ["preferredVersion"] = version.DeepClone(),
            }),
        };
    }

    public static JsonObject CoreResources() => Resources("v1",
        ("pods", "pod", "Pod", true, ["get", "list"]),
        ("pods/ephemeralcontainers", "", "Pod", true, ["get", "patch", "update"]),
        ("pods/exec", "", "PodExecOptions", true, ["get", "create"]),
        ("pods/log", "", "Pod", true, ["get"]),
        ("nodes", "node", "Node", false, ["get", "list"]));

    public static JsonObject AuthorizationResources() => Resources("authorization.k8s.io/v1",
        ("selfsubjectaccessreviews", "selfsubjectaccessreview", "SelfSubjectAccessReview", false, ["create"]));

    public static JsonObject Nodes() => new()
    {
        ["kind"] = "NodeList",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["resourceVersion"] = "100" },
        ["items"] = new JsonArray(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "node1", ["uid"] = "11111111-0000-0000-0000-000000000000" },
            ["status"] = new JsonObject
            {
                ["nodeInfo"] = new JsonObject { ["architecture"] = "amd64", ["operatingSystem"] = "linux" },
            },
        }),
    };

    public static JsonObject Namespace(string name) => new()
    {
        ["kind"] = "Namespace",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    private static JsonObject Resources(string version, params (string Name, string Singular, string Kind, bool Namespaced, string[] Verbs)[] all) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = version,
        ["resources"] = new JsonArray(all.Select(one => (JsonNode)new JsonObject
        {
            ["name"] = one.Name,
            ["singularName"] = one.Singular,
            ["namespaced"] = one.Namespaced,
            ["kind"] = one.Kind,
            ["verbs"] = new JsonArray(one.Verbs.Select(verb => (JsonNode)verb).ToArray()),
        }).ToArray()),
    };
}
