using FsCheck;
using FsCheck.Fluent;

namespace GoEnv.Tests;

/// <summary>Random texts made of pieces, which reach deeper into a reader than random characters do.</summary>
internal static class RandomText
{
    private static readonly string[] Syntax =
    [
        "\n", "\n  ", "\n    ", "\n- ", "\n  - ", ": ", ":", "- ", "{", "}", "[", "]", ", ", "\t", "'", "\"", "&a ", "*a", "? ", "| \n", "> \n",
        "!x ", "#", "---\n", "...\n", "%YAML 1.2\n", "<<: *a\n", "~", "\\", "\0", "\u0085", "\uFEFF", "\uD800", "é", "\u2028", "\r",
    ];

    public static Arbitrary<string> Of(params string[] words) =>
        Gen.OneOf(Gen.Elements(Syntax), Gen.Elements(words), Gen.Choose(0, 200).Select(code => ((char)code).ToString()))
            .ArrayOf()
            .Select(string.Concat)
            .ToArbitrary();
}
