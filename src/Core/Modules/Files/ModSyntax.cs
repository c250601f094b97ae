using System.Runtime.InteropServices;
using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>A place in a file; lines and columns count from 1 (columns in characters), offsets in bytes from 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FilePosition(int Line, int Column, int Offset);

/// <summary>Something that Go refuses in a module file.</summary>
/// <param name="Position">Where.</param>
/// <param name="Message">What is wrong, as a clause.</param>
/// <param name="Expected">What would be right; null where the message says it.</param>
public sealed record ModuleFileError(FilePosition Position, string Message, string? Expected = null)
{
    /// <summary>The line.</summary>
    public int Line => Position.Line;

    /// <summary>The column.</summary>
    public int Column => Position.Column;

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}: {Message}";
}

/// <summary>A word, a quoted string or a mark of a line, as written.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ModToken(string Text, FilePosition Start, int End, bool IsQuoted = false);

/// <summary>A comment with its slashes, without its line end; <see cref="Text"/> is empty for a blank line that is kept.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ModComment(string Text, int Line);

/// <summary>One line of words.</summary>
internal sealed class ModLine
{
    /// <summary>The words; in a block without the block's own word.</summary>
    public required IReadOnlyList<ModToken> Tokens { get; init; }

    /// <summary>Comments on lines of their own directly before it, and blank lines between them.</summary>
    public IReadOnlyList<ModComment> Before { get; init; } = [];

    /// <summary>The comment at its end; null without one.</summary>
    public ModComment? Suffix { get; init; }

    /// <summary>The block that it is in; null outside of one.</summary>
    public ModBlock? Block { get; set; }

    /// <summary>Where the first word begins.</summary>
    public FilePosition Start => Tokens[0].Start;

    /// <summary>Where the line of the file begins.</summary>
    public required int LineStart { get; init; }

    /// <summary>Where the next line of the file begins.</summary>
    public required int LineEnd { get; init; }
}

/// <summary>A word and lines in parentheses.</summary>
internal sealed class ModBlock
{
    /// <summary>The words before the parenthesis.</summary>
    public required IReadOnlyList<ModToken> Tokens { get; init; }

    /// <summary>Comments directly before it.</summary>
    public IReadOnlyList<ModComment> Before { get; init; } = [];

    /// <summary>The lines.</summary>
    public required IReadOnlyList<ModLine> Lines { get; init; }

    /// <summary>Comments between the last line and the closing parenthesis.</summary>
    public IReadOnlyList<ModComment> Trailing { get; init; } = [];

    /// <summary>Where the line of the file with the opening parenthesis begins.</summary>
    public required int LineStart { get; init; }

    /// <summary>Where the line after the opening parenthesis begins.</summary>
    public required int OpenEnd { get; init; }

    /// <summary>Where the line of the closing parenthesis begins.</summary>
    public required int CloseStart { get; init; }

    /// <summary>Where the line after the closing parenthesis begins.</summary>
    public required int LineEnd { get; init; }

    /// <summary>True when there is a comment behind one of the parentheses.</summary>
    public required bool HasParenthesisComment { get; init; }
}

/// <summary>A module file as it is written: its bytes, and where each statement lies in them.</summary>
internal sealed class ModSyntax
{
    /// <summary>The bytes.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>The statements in order, each a <see cref="ModLine"/> or a <see cref="ModBlock"/>.</summary>
    public required IReadOnlyList<object> Statements { get; init; }

    /// <summary>What could not be read, in order.</summary>
    public required IReadOnlyList<ModuleFileError> Errors { get; init; }

    /// <summary>The end of a line that most lines have.</summary>
    public string LineEnd => Bytes.AsSpan().Count("\r\n"u8) * 2 > Bytes.AsSpan().Count((byte)'\n') ? "\r\n" : "\n";

    /// <summary>Every line with its first word, in blocks or not.</summary>
    public IEnumerable<(string Verb, ModLine Line, IReadOnlyList<ModToken> Arguments)> Lines => Statements.SelectMany(statement => statement switch
    {
        ModLine line => [(line.Tokens[0].Text, line, (IReadOnlyList<ModToken>)line.Tokens.Skip(1).ToList())],
        ModBlock block => block.Lines.Select(line => (block.Tokens[0].Text, line, line.Tokens)),
        _ => [],
    });

    /// <summary>The text of a span of the file.</summary>
    public string Text(int start, int end) => Encoding.UTF8.GetString(Bytes, start, end - start);

    /// <summary>Where the comments above a statement begin, each on a line of its own directly above it.</summary>
    public int StartWithComments(int lineStart, int comments)
    {
        for (; comments > 0 && lineStart > 0; comments--)
        {
            lineStart = Bytes.AsSpan(0, lineStart - 1).LastIndexOf((byte)'\n') + 1;
        }

        return lineStart;
    }
}
