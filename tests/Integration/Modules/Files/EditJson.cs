using System.Text.Json.Nodes;
using GoEnv.Modules.Files;

namespace GoEnv.Tests.Modules.Files;

/// <summary>Module files in the form that <c>go mod edit -json</c> and <c>go work edit -json</c> print.</summary>
internal static class EditJson
{
    public static JsonObject Of(GoModFile file)
    {
        var json = new JsonObject { ["Module"] = new JsonObject { ["Path"] = file.Module?.Path ?? string.Empty } };
        if (file.Module?.Deprecated is { Length: > 0 } deprecated)
        {
            json["Module"]!["Deprecated"] = deprecated;
        }

        Common(json, file, "GoDebug");
        json["Require"] = List(file.Require, require => require.IsIndirect
            ? new JsonObject { ["Path"] = require.Path, ["Version"] = require.Version, ["Indirect"] = true }
            : Module(require.Path, require.Version));
        json["Exclude"] = List(file.Exclude, exclude => Module(exclude.Path, exclude.Version));
        json["Replace"] = List(file.Replace, Replace);
        json["Retract"] = List(file.Retract, retract =>
        {
            var one = new JsonObject { ["Low"] = retract.Low, ["High"] = retract.High };
            if (retract.Rationale is { } rationale)
            {
                one["Rationale"] = rationale;
            }

            return one;
        });
        json["Tool"] = List(file.Tool, tool => new JsonObject { ["Path"] = tool.Path });
        json["Ignore"] = List(file.Ignore, ignore => new JsonObject { ["Path"] = ignore.Path });
        return json;
    }

    public static JsonObject Of(GoWorkFile file)
    {
        var json = new JsonObject();
        Common(json, file, "Godebug");
        json["Use"] = List(file.Use, use => new JsonObject { ["DiskPath"] = use.Path });
        json["Replace"] = List(file.Replace, Replace);
        return json;
    }

    /// <summary>Without what is null, in one order.</summary>
    public static string Text(JsonNode node) => new JsonObject(node.AsObject()
        .Where(pair => pair.Value is not null)
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.DeepClone()))!).ToJsonString();

    private static void Common(JsonObject json, ModuleFile file, string godebug)
    {
        json["Go"] = file.Go?.Version;
        json["Toolchain"] = file.Toolchain?.Name;
        json[godebug] = List(file.Godebug, setting => new JsonObject { ["Key"] = setting.Key, ["Value"] = setting.Value });
    }

    private static JsonObject Replace(ReplaceDirective replace) => new()
    {
        ["Old"] = Module(replace.Path, replace.Version),
        ["New"] = Module(replace.NewPath, replace.NewVersion),
    };

    private static JsonObject Module(string path, string? version)
    {
        var one = new JsonObject { ["Path"] = path };
        if (version is not null)
        {
            one["Version"] = version;
        }

        return one;
    }

    private static JsonArray? List<T>(IReadOnlyList<T> items, Func<T, JsonObject> make) =>
        items.Count == 0 ? null : new JsonArray(items.Select(item => (JsonNode)make(item)).ToArray());
}
