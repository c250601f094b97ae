using GoEnv.Text;

namespace GoEnv.Yaml;

/// <summary>
/// A YAML file of the user's is not what it should be. The message is
/// <c>file:line:column: what is wrong; what would be right</c>.
/// </summary>
public sealed class YamlFileException : FormatException
{
    internal YamlFileException(string file, int line, int column, string problem, Exception? inner = null)
        : base(TargetText.Clean(line > 0 ? $"{file}:{line}:{column}: {problem}" : $"{file}: {problem}"), inner)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file, as its path was given.</summary>
    public string File { get; }

    /// <summary>The line, from 1; 0 when the file as a whole is at fault.</summary>
    public int Line { get; }

    /// <summary>The column, from 1; 0 when the file as a whole is at fault.</summary>
    public int Column { get; }
}
