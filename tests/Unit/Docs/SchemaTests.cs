using System.Text.Json;
using GoEnv.Policies;
using GoEnv.Targets;

namespace GoEnv.Tests.Docs;

public sealed class SchemaTests
{
    [Fact]
    public void The_inventory_schema_has_the_reader_s_keys()
    {
        using var schema = JsonDocument.Parse(Repository.Read("module/schemas/inventory.schema.json"));
        Assert.Equal(InventoryReader.FileKeys, Keys(schema.RootElement));
        Assert.Equal(InventorySettings.Keys, Keys(At(schema, "properties", "defaults")));
        Assert.Equal(InventoryHost.Keys, Keys(At(schema, "definitions", "hostSettings")));
        Assert.Equal(InventoryGroups.Keys, Keys(At(schema, "definitions", "group")));
        Assert.Equal(InventoryHost.Kinds, Words(At(schema, "definitions", "hostSettings", "properties", "kind")));
    }

    [Fact]
    public void The_policy_schema_has_the_reader_s_keys()
    {
        using var schema = JsonDocument.Parse(Repository.Read("module/schemas/policy.schema.json"));
        var rule = At(schema, "definitions", "rules", "additionalProperties");
        Assert.Equal(PolicyReader.FileKeys, Keys(schema.RootElement));
        Assert.Equal(SectionReader.GoKeys, Keys(At(schema, "definitions", "go")));
        Assert.Equal(SectionReader.ProfileKeys, Keys(At(schema, "properties", "profiles", "additionalProperties")));
        Assert.Equal(SectionReader.LabelKeys, Keys(At(schema, "properties", "labels", "additionalProperties")));
        Assert.Equal(CoverageReader.Keys, Keys(At(schema, "properties", "coverage")));
        Assert.Equal(WaiverReader.Keys, Keys(At(schema, "definitions", "waiver")));
        Assert.Equal(Enum.GetNames<FailOn>().Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal), Words(At(schema, "properties", "failOn")).Order(StringComparer.Ordinal));
        Assert.Equal(RuleSettingsReader.RuleKeys, Keys(rule));
        Assert.Equal(SectionReader.Areas, Words(At(schema, "definitions", "categories", "items")));
        Assert.Equal(
            Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant()).Order(),
            Words(rule.GetProperty("properties").GetProperty("severity")).Order());
    }

    [Theory]
    [InlineData("inventory.schema.json")]
    [InlineData("plan.schema.json")]
    [InlineData("policy.schema.json")]
    public void Every_reference_in_a_schema_leads_somewhere_and_every_definition_is_used(string name)
    {
        var text = Repository.Read("module/schemas/" + name);
        using var schema = JsonDocument.Parse(text);
        var definitions = At(schema, "definitions").EnumerateObject().Select(definition => definition.Name).Order();
        var references = text.Split("\"$ref\": \"#/definitions/")[1..].Select(rest => rest[..rest.IndexOf('"')]).Distinct().Order();
        Assert.Equal(definitions, references);
    }

    [Theory]
    [InlineData("docs/inventory.md", "inventory")]
    [InlineData("docs/policy.md", "policy")]
    public void The_pages_name_the_schema_and_every_key(string page, string schema)
    {
        var text = Repository.Read(page);
        Assert.All(Repository.YamlExamples(page), example =>
            Assert.StartsWith($"# yaml-language-server: $schema=../module/schemas/{schema}.schema.json\n", example, StringComparison.Ordinal));
        var keys = schema == "inventory"
            ? InventoryReader.FileKeys.Concat(InventoryHost.Keys).Concat(InventoryGroups.Keys)
            : PolicyReader.FileKeys.Concat(SectionReader.GoKeys).Concat(SectionReader.ProfileKeys).Concat(RuleSettingsReader.RuleKeys).Concat(WaiverReader.Keys).Concat(CoverageReader.Keys);
        Assert.All(keys, key => Assert.Contains($"`{key}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_documented_inventory_loads() =>
        Assert.All(Repository.YamlExamples("docs/inventory.md"), text => Assert.NotEmpty(Inventory.Parse(text, "docs").Targets));

    private static JsonElement At(JsonDocument schema, params string[] path) =>
        path.Aggregate(schema.RootElement, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> Keys(JsonElement map)
    {
        Assert.False(map.GetProperty("additionalProperties").GetBoolean());
        return map.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Words(JsonElement value) => value.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
}
