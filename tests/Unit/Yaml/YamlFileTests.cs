using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Yaml;

namespace GoEnv.Tests.Yaml;

public sealed class YamlFileTests
{
    [Fact]
    public void Keeps_order_positions_and_text_as_written()
    {
        var map = YamlFile.Parse("# c\nb: 1.20\na:\n  - x\n  - 'y: z'\n", "f");
        Assert.Equal(["b", "a"], map.Entries.Select(entry => entry.Key.RawText));
        Assert.Equal("1.20", map.Entries[0].Value.Text("b"));
        Assert.Equal((2, 4), (map.Entries[0].Value.Line, map.Entries[0].Value.Column));
        Assert.Equal(["x", "y: z"], map.Entries[1].Value.Items.Select(item => item.RawText));
        Assert.Equal((5, 5), (map.Entries[1].Value.Items[1].Line, map.Entries[1].Value.Items[1].Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("~")]
    public void An_empty_file_is_null(string text) => Assert.True(YamlFile.Parse(text, "f").IsNull);

    [Fact]
    public void A_byte_order_mark_is_no_text() =>
        Assert.Equal("a", YamlFile.Parse([0xEF, 0xBB, 0xBF, (byte)'a'], "f").RawText);

    [Fact]
    public void An_alias_has_the_value_of_its_anchor()
    {
        var map = YamlFile.Parse("a: &x [1, 2]\nb: *x\n", "f");
        Assert.Equal(["1", "2"], map.Entries[1].Value.Items.Select(item => item.RawText));
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "f:3:1: 'a' is given twice, first on line 1; keep one")]
    [InlineData("a:\n\tb: 1\n", "f:2:1: a tab indents this line; YAML indents with spaces")]
    [InlineData("a:\n  b: 1\n \tc: 1\n", "f:3:2: a tab indents this line; YAML indents with spaces")]
    [InlineData("a: *x\n", "f:1:4: the alias '*x' has no anchor before it; write '&x' at the value it stands for")]
    [InlineData("a: &x [*x]\n", "f:1:8: the alias '*x' has no anchor before it; write '&x' at the value it stands for")]
    [InlineData("a: 1\n---\nb: 2\n", "f:2:1: a second document starts here; keep one document in a file")]
    [InlineData("a: !include b.yaml\n", "f:1:4: the tag '!include' is not supported; remove it")]
    [InlineData("? [a]\n: 1\n", "f:1:3: a key is a list or a map; write a key as one text, in quotes if it has [ or {")]
    [InlineData("a: [1, 2\nb: 3\n", "f:1:6: this is not YAML from here on; look for a bracket or a quote without its partner")]
    [InlineData("a: b: c\n", "f:1:5: this is not YAML: while scanning a plain scalar value, found invalid mapping")]
    [InlineData("a: [web[01:20]]\n", "f:1:8: this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'")]
    public void Names_the_place_of_what_is_wrong(string text, string message) =>
        Assert.StartsWith(message, Refused(text).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_an_alias_bomb()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 30; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        Assert.EndsWith("the aliases expand to more than a million values; write fewer", Refused(text.ToString()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    public void Refuses_endless_nesting(string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));
        Assert.Contains("nested more than 64 deep", Refused(text).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_too_many_values()
    {
        var reader = new YamlDocumentReader(string.Concat(Enumerable.Repeat("-\n", 1000)), "f", maximumValues: 1000);
        Assert.Equal("f:1000:2: the file holds more than a million values; split it", Assert.Throws<YamlFileException>(() => reader.Read()).Message);
    }

    [Fact]
    public void Refuses_what_is_not_UTF_8() => Assert.Equal(
        "f:2:4: the file is not UTF-8; save it as UTF-8",
        Assert.Throws<YamlFileException>(() => YamlFile.Parse([(byte)'a', (byte)'\n', (byte)'b', 0xC3, 0xA9, (byte)' ', 0xFF], "f")).Message);

    [Fact]
    public void Control_characters_do_not_reach_the_message()
    {
        var message = Refused("\"\\e[31m\": 1\n\"\\e[31m\": 2\n").Message;
        Assert.Contains("'\\x1b[31m' is given twice", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_file_that_is_missing_or_too_large()
    {
        var folder = Directory.CreateTempSubdirectory("goenv-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "a.yaml");
            Assert.Equal($"{path}: there is no such file", Assert.Throws<YamlFileException>(() => YamlFile.Load(path)).Message);
            File.WriteAllBytes(path, new byte[YamlFile.MaximumSize + 1]);
            Assert.Equal($"{path}: the file is larger than 4 MiB; split it", Assert.Throws<YamlFileException>(() => YamlFile.Load(path)).Message);
            Assert.Contains("cannot be read", Assert.Throws<YamlFileException>(() => YamlFile.Load(folder.FullName)).Message, StringComparison.Ordinal);
            File.WriteAllText(path, "a: é\n");
            Assert.Equal("é", YamlFile.Load(path).Entries[0].Value.RawText);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("~", "f:1:1: x is empty; write true or false, or leave it out")]
    [InlineData("[]", "f:1:1: x is a list; write true or false")]
    [InlineData("{}", "f:1:1: x has keys of its own; write true or false")]
    [InlineData("yes", "f:1:1: x is 'yes'; write true or false")]
    [InlineData("'true'", "f:1:1: x is the text \"true\"; write true or false without quotes")]
    public void Refuses_what_is_no_Boolean(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFileException>(() => YamlFile.Parse(text, "f").Bool("x")).Message);

    [Theory]
    [InlineData("[]", "f:1:1: x is a list; write a whole number from 1 to 9")]
    [InlineData("0", "f:1:1: x is '0'; write a whole number from 1 to 9")]
    [InlineData("10", "f:1:1: x is '10'; write a whole number from 1 to 9")]
    [InlineData("-1", "f:1:1: x is '-1'; write a whole number from 1 to 9")]
    [InlineData("1.0", "f:1:1: x is '1.0'; write a whole number from 1 to 9")]
    [InlineData("99999999999999", "f:1:1: x is '99999999999999'; write a whole number from 1 to 9")]
    [InlineData("'5'", "f:1:1: x is the text \"5\"; write a whole number from 1 to 9 without quotes")]
    public void Refuses_what_is_no_number(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFileException>(() => YamlFile.Parse(text, "f").Int("x", 1, 9)).Message);

    [Fact]
    public void Refuses_the_wrong_kind()
    {
        Assert.Equal("f:1:1: x is the text 'a'; write a list", Assert.Throws<YamlFileException>(() => YamlFile.Parse("a", "f").List("x")).Message);
        Assert.Equal("f:1:1: x is the text 'a'; write keys with values", Assert.Throws<YamlFileException>(() => YamlFile.Parse("a", "f").Map("x")).Message);
        Assert.Equal("f:1:1: x is a list; write one text", Assert.Throws<YamlFileException>(() => YamlFile.Parse("[a]", "f").Text("x")).Message);
        Assert.True(YamlFile.Parse("true", "f").Bool("x"));
        Assert.False(YamlFile.Parse("False", "f").Bool("x"));
        Assert.Equal(7, YamlFile.Parse("7", "f").Int("x", 1, 9));
    }

    [Fact]
    public void Names_the_nearest_key()
    {
        var value = YamlFile.Parse("prot: 1\n", "f");
        Assert.Equal(
            "f:1:1: 'prot' is not a key of a host; did you mean 'port'? the keys are host, port",
            Assert.Throws<YamlFileException>(() => value.Fields("a host", ["host", "port"])).Message);
        Assert.Equal(
            "f:1:1: 'prot' is not a key of a host; the keys are user",
            Assert.Throws<YamlFileException>(() => value.Fields("a host", ["user"])).Message);
    }

    [Fact]
    public void Never_fails_in_another_way()
    {
        Prop.ForAll(RandomText.Of("a", "b: c", "true", "1"), text => Reads(() => YamlFile.Parse(text, "f")))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
        Prop.ForAll<byte[]>(bytes => Reads(() => YamlFile.Parse(bytes, "f"))).QuickCheckThrowOnFailure();
    }

    private static bool Reads(Func<object> read)
    {
        try
        {
            return read() is not null;
        }
        catch (YamlFileException)
        {
            return true;
        }
    }

    private static YamlFileException Refused(string text) => Assert.Throws<YamlFileException>(() => YamlFile.Parse(text, "f"));
}
