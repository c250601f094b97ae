using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

public sealed class BuildTextTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a=", "a", "")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("-ldflags=\"-s -w\"", "-ldflags", "-s -w")]
    [InlineData("\"a b\"=c", "a b", "c")]
    [InlineData("`a b`=`c \\d`", "a b", "c \\d")]
    [InlineData("k=\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\"", "k", "\a\b\f\n\r\t\v\\\"")]
    [InlineData("k=\"\\x41\\102\\u00e9\\U0001F600\"", "k", "AB\u00e9\U0001F600")]
    [InlineData("k=\"\\xc3\\xa9\"", "k", "\u00e9")]
    public void Settings_are_unquoted_as_Go_does_it(string text, string key, string value) =>
        Assert.Equal(KeyValuePair.Create(key, value), BuildSetting.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("=a")]
    [InlineData("a")]
    [InlineData("a b=c")]
    [InlineData("a=b c")]
    [InlineData("\"a=b")]
    [InlineData("\"a\"")]
    [InlineData("\"a\"b=c")]
    [InlineData("a=\"b")]
    [InlineData("a=\"b\"c")]
    [InlineData("a=\"\\q\"")]
    [InlineData("a=\"\\'\"")]
    [InlineData("a=\"\\x4\"")]
    [InlineData("a=\"\\400\"")]
    [InlineData("a=\"\\ud800\"")]
    public void Settings_that_Go_refuses_are_refused(string text) => Assert.Null(BuildSetting.Parse(text));

    [Theory]
    [InlineData("mod\ta\n", 1)]
    [InlineData("path\ta\ndep\ta\tb\tc\td\n", 2)]
    [InlineData("=>\ta\tb\tc\n", 1)]
    [InlineData("dep\ta\tv1\n=>\tb\tv2\n", 2)]
    [InlineData("dep\ta\tv1\n=>\tb\tv2\t\n=>\tb\tv2\t\n", 3)]
    [InlineData("build\t=a\n", 1)]
    public void A_wrong_line_is_named(string text, int line)
    {
        var e = Assert.Throws<BinaryFormatException>(() => ModuleText.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Contains($"line {line} ", e.Message);
    }

    [Fact]
    public void Modules_have_their_replacements()
    {
        var text = ModuleText.Parse("path\tp\nmod\tm\t(devel)\t\n=>\tn\tv1\th1:n\ndep\ta\tv1\th1:a\ndep\tb\tv2\n=>\t./b\t(devel)\t\nother\tline\nno newline"u8);

        Assert.Equal(new GoModule("m", "(devel)") { Replace = new GoModule("n", "v1") { Sum = "h1:n" } }, text.Main);
        Assert.Equal([new GoModule("a", "v1") { Sum = "h1:a" }, new GoModule("b", "v2") { Replace = new GoModule("./b", "(devel)") }], text.Deps);
        Assert.Equal((false, true), (text.Deps[0].IsReplacedByFolder, text.Deps[1].IsReplacedByFolder));
    }

    [Theory]
    [InlineData("main.main", "main")]
    [InlineData("main.(*T).Method-fm", "main")]
    [InlineData("net/http.(*Server).Serve.func1", "net/http")]
    [InlineData("vendor/golang.org/x/net/idna.init", "vendor/golang.org/x/net/idna")]
    [InlineData("gopkg.in/yaml%2ev3.Marshal", "gopkg.in/yaml.v3")]
    [InlineData("go.uber.org/zap.New", "go.uber.org/zap")]
    [InlineData("go/ast.Walk", "go/ast")]
    [InlineData("slices.SortFunc[go.shape.[]example.com/x.T,example.com/y.U]", "slices")]
    [InlineData("example.com/a.(*T[go.shape.struct { example.com/b.x int }]).M", "example.com/a")]
    [InlineData("type:.eq.example.com/a.T", null)]
    [InlineData("type..hash.example.com/a.T", null)]
    [InlineData("go:(*struct { sync.Mutex }).Lock", null)]
    [InlineData("go.(*struct { sync.Mutex }).Lock", null)]
    [InlineData("_rt0_amd64_linux", null)]
    [InlineData("__x86.get_pc_thunk.ax", null)]
    [InlineData("", null)]
    public void The_package_of_a_function_is_found(string name, string? package) =>
        Assert.Equal(package, FunctionName.PackageOf(Encoding.UTF8.GetBytes(name), "net/http"));

    [Fact]
    public void No_text_breaks_the_parsers() => Prop.ForAll<string?>(text =>
    {
        BuildSetting.Parse(text ?? string.Empty);
        BuildSetting.Parse("k=\"" + text + "\"");
        FunctionName.PackageOf(Encoding.UTF8.GetBytes(text ?? string.Empty), "x");
        try
        {
            ModuleText.Parse(Encoding.UTF8.GetBytes($"dep\t{text}\n=>\t{text}\n{text}\n"));
        }
        catch (BinaryFormatException)
        {
            // what it says of a wrong line
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
