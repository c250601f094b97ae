using GoEnv.Console;
using GoEnv.Targets;

namespace GoEnv.Tests.Console;

public sealed class ArgumentConverterTests
{
    [Fact]
    public void Words_become_values()
    {
        Assert.Equal("x", ArgumentConverter.Convert("x", typeof(string)));
        Assert.Equal(-7, ArgumentConverter.Convert("-7", typeof(int)));
        Assert.Equal(Category.Shell, ArgumentConverter.Convert("shell", typeof(Category)));
        Assert.Equal(true, ArgumentConverter.Convert("$true", typeof(bool)));
        Assert.Equal(new Uri("https://go.dev/dl/"), ArgumentConverter.Convert("https://go.dev/dl/", typeof(Uri)));
        Assert.Equal(Target.Ssh("web01", "me"), ArgumentConverter.Convert("me@web01", typeof(Target)));
        Assert.Equal("3/10", ArgumentConverter.Convert("3/10", typeof(Shard)).ToString());
    }

    [Theory]
    [InlineData(typeof(int), "1.5", "not a whole number")]
    [InlineData(typeof(int), " 1", "not a whole number")]
    [InlineData(typeof(Category), "99", "none of")]
    [InlineData(typeof(bool), "yes", "neither true nor false")]
    [InlineData(typeof(Target), "ftp:x", "unknown kind")]
    [InlineData(typeof(Shard), "0/3", "is not a shard")]
    public void Wrong_words_are_refused_with_what_would_be_right(Type type, string word, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => ArgumentConverter.Convert(word, type)).Message, StringComparison.Ordinal);
}
