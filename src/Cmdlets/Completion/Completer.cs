using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace GoEnv.Cmdlets;

/// <summary>Completes an argument from a list of words that begin with what was typed.</summary>
public abstract class Completer : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words()
            .Where(word => word.Word.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(Quote(word.Word), word.Word, CompletionResultType.ParameterValue, word.Help));

    /// <summary>The words, each with a line of help.</summary>
    private protected abstract IEnumerable<(string Word, string Help)> Words();

    private static string Quote(string word) => word.Any(c => !char.IsLetterOrDigit(c) && !"._-:/@".Contains(c))
        ? "'" + word.Replace("'", "''", StringComparison.Ordinal) + "'"
        : word;
}
