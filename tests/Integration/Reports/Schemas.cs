using System.Text.Json;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Reports;

/// <summary>Schemas that ship, asked by python3-jsonschema.</summary>
internal static class Schemas
{
    private const string Program = """
        import json, sys, warnings
        warnings.simplefilter('ignore')
        import jsonschema, yaml
        class Words(yaml.SafeLoader): pass
        Words.yaml_implicit_resolvers = {k: [(t, r) for t, r in v if 'timestamp' not in t] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        schema = json.load(open(sys.argv[1], encoding='utf-8'))
        kind = jsonschema.validators.validator_for(schema)
        kind.check_schema(schema)
        check = kind(schema)
        def say(text):
            errors = sorted(check.iter_errors(yaml.load(text, Words)), key=str)
            return errors[0].message[:200] if errors else None
        print(json.dumps([say(text) for text in json.load(sys.stdin)]))
        """;

    /// <summary>What a schema says of texts in YAML or JSON: null for each that is valid.</summary>
    public static async Task<IReadOnlyList<string?>> AskAsync(string schema, IReadOnlyList<string> texts)
    {
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : Tool.Find("python3");
        Assert.SkipWhen(python is null, "There is no python3 here.");
        var result = await ProcessRunner.RunAsync(
            [python!, "-c", Program, Path.Combine(Gates.Goenvctl.Root, "module", "schemas", schema)],
            JsonSerializer.Serialize(texts),
            null,
            TimeSpan.FromSeconds(60),
            1 << 20,
            TestContext.Current.CancellationToken);
        Assert.SkipWhen(result.Error.Contains("ModuleNotFoundError", StringComparison.Ordinal), "python3 has no jsonschema or yaml.");
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonSerializer.Deserialize<List<string?>>(result.Output.Span)!;
    }
}
