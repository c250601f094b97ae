using System.Globalization;
using System.Text;

namespace GoEnv.Changes;

/// <summary>The lines of one step in each phase of a change.</summary>
/// <param name="Check">Before anything is touched.</param>
/// <param name="Prepare">Makes what can be made beside.</param>
/// <param name="Commit">The step itself.</param>
/// <param name="Verify">What must stand afterwards.</param>
/// <param name="Undo">Takes it back, from any point.</param>
/// <param name="New">The file that was made beside, to be flushed; null for none.</param>
/// <param name="Folder">The folder that the step changes; null for none.</param>
internal sealed record StepScript(string Check, string Prepare, string Commit, string Verify, string Undo, string? New = null, string? Folder = null)
{
    /// <summary>The lines of step <paramref name="number"/>; nothing is put beside in <paramref name="removed"/>, the folders that the change removes.</summary>
    public static StepScript Of(ChangeStep step, string change, int number, IReadOnlySet<string> removed) => step switch
    {
        FileStep file => OfFile(file, change, number, removed),
        CommandStep command => OfCommand(command),
        _ => throw new PlanException($"A step of type {step.GetType().Name} cannot be applied."),
    };

    private static StepScript OfFile(FileStep step, string change, int number, IReadOnlySet<string> removed)
    {
        var slash = step.Path.LastIndexOf('/');
        if (slash < 0 || step.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new PlanException($"'{step.Path}' is not an absolute path.");
        }

        var folder = slash == 0 ? "/" : step.Path[..slash];
        var stays = step.Path[..slash];
        while (removed.Contains(stays))
        {
            stays = stays[..stays.LastIndexOf('/')];
        }

        var beside = string.Create(CultureInfo.InvariantCulture, $"{stays}/.goenv-{change}-{number}");
        var (path, fresh, old) = (Sh.Quote(step.Path), Sh.Quote(beside + ".new"), Sh.Quote(beside + ".old"));
        var (before, after) = (step.Before, step.After);
        var mode = $"{path} {Sh.OrDash(after.Mode)} {Sh.Owner(after)}";
        var undoMode = $"u_mode {path} {Sh.OrDash(before.Mode)} {Sh.Owner(before)}";
        var lines = new StepScript($"ge_before {Expect(step.Path, before)}", string.Empty, string.Empty, $"ge_after {Expect(step.Path, after)}", string.Empty)
        {
            Folder = removed.Contains(folder) ? null : folder,
        };
        var keep = before.Kind == FileKind.Regular ? $"p_keep {path} {old} && " : string.Empty;
        var undo = before.Kind switch
        {
            FileKind.Regular => $"u_file {path} {old} {fresh} {Sum(after)}",
            FileKind.Link => $"u_link {path} {Sh.Quote(before.LinkText!)} {fresh} {Sum(after)}",
            _ => $"u_new {path} {fresh} {Sum(after)}",
        };
        return (before.Kind, after.Kind) switch
        {
            _ when step.KeepsContent => lines with { Commit = $"c_mode {mode}", Undo = undoMode },
            (FileKind.Absent, FileKind.Folder) => lines with { Prepare = $"p_folder {mode}", Undo = $"u_made {path}" },
            (FileKind.Folder, FileKind.Absent) => lines with
            {
                Commit = $"c_rmdir {path}", Undo = $"u_removed {path} {Sh.OrDash(before.Mode)} {Sh.Owner(before)}",
            },
            (FileKind.Folder, _) or (_, FileKind.Folder) or (FileKind.Other, _) or (_, FileKind.Other) =>
                throw new PlanException($"{step.Path} is {before.Kind} and cannot become {after.Kind}."),
            (_, FileKind.Absent) => lines with { Prepare = before.Kind == FileKind.Regular ? $"p_keep {path} {old}" : string.Empty, Commit = $"c_remove {path}", Undo = undo },
            (_, FileKind.Link) => lines with
            {
                Prepare = $"{keep}p_link {path} {fresh} {Sh.Quote(after.LinkText!)}", Commit = $"c_rename {path} {fresh}", Undo = undo,
            },
            _ when after.Content is null or { IsHidden: true } => throw new PlanException($"The content of {step.Path} is not in the plan."),
            _ => lines with
            {
                Prepare = $"{keep}p_write {path} {fresh} {Sh.OrDash(after.Mode)} {Sh.Owner(after)} {after.Content.Sha256} {Convert.ToBase64String(after.Content.Bytes.Span)}",
                Commit = $"c_rename {path} {fresh}",
                Undo = undo,
                New = beside + ".new",
            },
        };
    }

    private static string Expect(string path, FileImage image) =>
        $"{Sh.Quote(path)} {image.Kind.ToString().ToLowerInvariant()} {Sh.OrDash(image.Mode)} {Sh.Owner(image)} {Sum(image)}";

    private static string Sum(FileImage image) => image switch
    {
        { Kind: FileKind.Link } => Sh.Quote("link:" + image.LinkText),
        { Content: { } content } => content.Sha256,
        _ => "-",
    };

    private static StepScript OfCommand(CommandStep step)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in step.Parameters)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                throw new PlanException($"'{name}' is not the name of a parameter.");
            }

            text.Append("p_").Append(name).Append('=').Append(Sh.Quote(value)).Append('\n');
        }

        var script = text.Append(CommandScript.Load(step.Script)).ToString();
        var title = Sh.Quote(step.Title);
        return new StepScript(
            $"c_check {Sh.Quote(script)} {title}",
            string.Empty,
            string.Create(CultureInfo.InvariantCulture, $"c_command {step.LimitSeconds} {Sh.Quote(script)} {title}"),
            string.Empty,
            $"(\n{script}\nif [ \"$ge_mode\" = undo ]; then ge_undo; elif command -v ge_sweep >/dev/null; then ge_sweep; fi\n)");
    }
}
