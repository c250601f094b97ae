using System.Collections;
using System.Management.Automation.Language;

namespace System.Management.Automation
{
    public enum CompletionResultType
    {
        ParameterValue,
    }

    public sealed class CompletionResult(string completionText, string listItemText, CompletionResultType resultType, string toolTip)
    {
        public string CompletionText { get; } = completionText;

        public string ListItemText { get; } = listItemText;

        public CompletionResultType ResultType { get; } = resultType;

        public string ToolTip { get; } = toolTip;
    }

    public interface IArgumentCompleter
    {
        IEnumerable<CompletionResult> CompleteArgument(
            string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters);
    }
}

namespace System.Management.Automation.Language
{
    /// <summary>Stands for the parsed command, which no completer of ours looks at.</summary>
    public sealed class CommandAst;
}
