using System.Management.Automation;
using GoEnv.Modules.Files;
using GoEnv.Toolchain;

namespace GoEnv.Cmdlets;

/// <summary>Reads go.mod, go.work and what belongs to them in folders of targets, and judges nothing.</summary>
[Cmdlet(VerbsCommon.Get, "GoModule")]
[OutputType(typeof(ModuleTree))]
public sealed class GetGoModuleCommand : TargetCmdlet<TargetResult>
{
    /// <summary>Folders, or files such as go.mod in them; relative ones begin in the current location here, and in the home folder elsewhere.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = ["."];

    /// <inheritdoc/>
    private protected override Func<Target, Func<TargetResult, ValueTask>, CancellationToken, Task> Prepare()
    {
        Audit For(bool isLocal) => new()
        {
            Open = Sessions.Open,
            Probes = [new ToolchainProbe(), this.Probe(Path, isLocal)],
            ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
        };
        var (here, elsewhere) = (For(isLocal: true), For(isLocal: false));
        return Fleet.Once<Target, TargetResult>((target, cancellationToken) => (target.Kind == TargetKind.Local ? here : elsewhere).RunAsync(target, cancellationToken));
    }

    /// <inheritdoc/>
    private protected override void Write(TargetResult result)
    {
        if (result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
            return;
        }

        if (result.Facts!.ModuleTrees is null)
        {
            var reason = result.Facts.Unknown.Values.FirstOrDefault() ?? "the target did not answer";
            WriteError(Problem("ModuleNotRead", ErrorCategory.ReadError, $"The modules of {result.Target} are not known: {reason}.", result.Target, "Try again with a longer -ProbeTimeoutSeconds."));
        }

        foreach (var tree in result.Facts.ModuleTrees ?? [])
        {
            if (tree.Folder.IsAbsent)
            {
                WriteError(Problem("PathNotFound", ErrorCategory.ObjectNotFound, $"There is no folder {tree.Path} on {result.Target}.", tree.Path, "Check the path."));
            }
            else if (tree.Folder.IsKnown && tree.GoMod.IsAbsent && tree.GoWork.IsAbsent)
            {
                WriteError(Problem("ModuleNotFound", ErrorCategory.ObjectNotFound, $"Neither {tree.Folder} on {result.Target} nor a folder above it has a go.mod.", tree.Path, "Name the folder of a module."));
            }
            else
            {
                WriteObject(tree);
            }
        }
    }

    private static ErrorRecord Problem(string id, ErrorCategory category, string message, object subject, string action) =>
        new(new InvalidDataException(message), id, category, subject)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = action },
        };
}
