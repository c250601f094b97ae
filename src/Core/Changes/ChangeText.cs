using GoEnv.Secrets;
using GoEnv.Text;

namespace GoEnv.Changes;

/// <summary>A change in words: for <c>-WhatIf</c>, for consent, and for results.</summary>
public static class ChangeText
{
    /// <summary>The exact effect: each step in a sentence, then the unified diff of each file and each command.</summary>
    public static string Effect(Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var lines = change.Steps.Select(step => "  " + TargetText.Clean(SecretText.Mask(step.Describe()))).ToList();
        foreach (var step in change.Steps)
        {
            lines.AddRange(Details(step).Select(text => text.TrimEnd('\n')));
        }

        return string.Join('\n', lines);
    }

    /// <summary>What a step's place looks like before or after, in a line.</summary>
    public static string Image(ChangeStep step, bool after)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step is not FileStep file)
        {
            var command = step as CommandStep;
            return TargetText.Clean(after ? command?.After ?? step.Describe() : command?.Before ?? string.Empty);
        }

        var image = after ? file.After : file.Before;
        var what = image.Kind switch
        {
            FileKind.Absent => "absent",
            FileKind.Link => $"link to {image.LinkText}",
            _ => $"{image.Kind.ToString().ToLowerInvariant()}, mode {image.Mode}"
                + (image.Uid is null ? string.Empty : $", owner {image.Uid}:{image.Gid}")
                + (image.Content is null ? string.Empty : $", {image.Content}, sha256 {image.Content.Sha256[..12]}"),
        };
        return TargetText.Clean($"{file.Path}: {what}");
    }

    private static IEnumerable<string> Details(ChangeStep step) => step switch
    {
        FileStep { KeepsContent: false } file when file.Before.Content is not null || file.After.Content is not null =>
            [UnifiedDiff.Of(file.Path, file.Before.Content, file.After.Content)],
        CommandStep command => command.Commands.Select(line => "$ " + TargetText.Clean(SecretText.Mask(line))),
        _ => [],
    };
}
