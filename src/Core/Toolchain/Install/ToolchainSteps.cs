using System.Globalization;
using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>The steps that install, switch and remove toolchains, with what takes each back: pure.</summary>
internal static class ToolchainSteps
{
    // An archive unpacks to about three and a half times its size (measured with the archives of 1.19 to 1.27), and is there itself meanwhile.
    private const int SpaceFactor = 5;
    private const int SwitchSeconds = 120;

    /// <summary>Gets the archive of a release and unpacks it into a place of its own.</summary>
    public static CommandStep Unpack(ToolchainPlace place, ArchiveOrigin origin, string tree)
    {
        var stage = place.StageOf(origin.Version);
        var isSent = origin.Via == ArchiveRoute.Controller;
        return new CommandStep(
            "toolchain-install",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["version"] = origin.Version.ToString(),
                ["tree"] = tree,
                ["stage"] = stage,
                ["sha256"] = origin.Sha256,
                ["size"] = Text(origin.Size),
                ["need"] = Text(origin.Size * SpaceFactor / 1024),
                ["via"] = isSent ? "controller" : "target",
                ["urls"] = string.Join('\n', origin.Addresses),
                ["file"] = origin.File ?? string.Empty,
                ["offset"] = Text(isSent ? Math.Min(place.Stages.GetValueOrDefault(stage), origin.Size) : 0),
                ["stall"] = Text((long)origin.Stall.TotalSeconds),
            },
            $"unpack Go {origin.Version} into {tree}{(origin.IsVerified ? string.Empty : ", with nothing that vouches for the archive")}")
        {
            Commands = [.. Fetching(origin, stage), $"tar -xzof {stage}/archive -C {stage}", $"mv {stage}/go {tree}"],
            Before = $"{tree}: absent",
            After = $"{tree}: Go {origin.Version}",
            Reverse = Remove(place, new InstalledTree(tree, origin.Version), isForced: false),
            LimitSeconds = (int)Math.Ceiling(origin.Limit.TotalSeconds),
            ReadsInput = isSent,
        };
    }

    /// <summary>Makes a tree the one in use; <paramref name="stays"/> where taking that back leaves it on the target.</summary>
    public static CommandStep Switch(ToolchainPlace place, InstalledTree tree, bool stays)
    {
        var text = place.LinkTo(tree.Path);
        Dictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["link"] = place.LinkPath,
            ["was"] = place.Link,
            ["text"] = text,
            ["aside"] = place.Aside,
            ["version"] = tree.Version.ToString(),
            ["bin"] = place.Bin,
            ["made"] = string.Join(' ', place.FreeCommands),
            ["way"] = "there",
        };
        var commands = place.FreeCommands.Select(name => $"ln -s ../go/bin/{name} {place.Bin}/{name}");
        string[] aside = place.Aside.Length > 0 ? [$"mv {place.LinkPath} {place.Aside}"] : [];
        var (before, after) = ($"{place.LinkPath}: {place.InWords}", $"{place.LinkPath}: a link to {text}, Go {tree.Version}");
        return new CommandStep("toolchain-switch", parameters, Describe(place, text))
        {
            Commands = [.. aside, $"ln -sfn {text} {place.LinkPath}", .. commands],
            Before = before,
            After = after,
            LimitSeconds = SwitchSeconds,
            Reverse = new CommandStep(
                "toolchain-switch",
                new Dictionary<string, string>(parameters, StringComparer.Ordinal) { ["way"] = "back" },
                $"make {place.LinkPath} {place.InWords} again{(stays ? $"; Go {tree.Version} stays in {tree.Path}" : string.Empty)}")
            {
                Commands = [.. place.FreeCommands.Select(name => $"rm {place.Bin}/{name}"), .. Back(place)],
                Before = after,
                After = before,
                LimitSeconds = SwitchSeconds,
            },
        };
    }

    /// <summary>Removes a tree; with <paramref name="isForced"/> also the one in use.</summary>
    public static CommandStep Remove(ToolchainPlace place, InstalledTree tree, bool isForced) => new(
        "toolchain-remove",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["tree"] = tree.Path,
            ["version"] = tree.Version.ToString(),
            ["link"] = place.LinkPath,
            ["bin"] = place.Bin,
            ["force"] = isForced ? "yes" : "no",
        },
        $"remove {tree.Path} (Go {tree.Version})")
    {
        Commands = [$"rm -rf {tree.Path}"],
        Before = $"{tree.Path}: Go {tree.Version}",
        After = $"{tree.Path}: absent",
    };

    private static string Describe(ToolchainPlace place, string text)
    {
        var commands = place.FreeCommands.Count > 0
            ? $", and add {string.Join(" and ", place.FreeCommands.Select(name => $"{place.Bin}/{name}"))}"
            : string.Empty;
        var what = place.Aside.Length > 0
            ? $"move {place.LinkPath} to {place.Aside}, and make {place.LinkPath} a link to {text}"
            : $"make {place.LinkPath} a link to {text} (now {place.InWords})";
        return what + commands;
    }

    private static IEnumerable<string> Fetching(ArchiveOrigin origin, string stage)
    {
        if (origin.Via == ArchiveRoute.Controller)
        {
            yield return $"cat >{stage}/archive  # sent from here: {origin.File ?? origin.Addresses[0]}";
        }
        else
        {
            yield return $"curl -fL -C - -o {stage}/archive {string.Join(" || curl ... ", origin.Addresses)}";
        }

        yield return $"echo '{origin.Sha256}  {stage}/archive' | sha256sum -c";
    }

    private static string[] Back(ToolchainPlace place) => place.Link switch
    {
        "absent" => [$"rm {place.LinkPath}"],
        _ when place.Aside.Length > 0 => [$"rm {place.LinkPath}", $"mv {place.Aside} {place.LinkPath}"],
        _ => [$"ln -sfn {place.Link["link ".Length..]} {place.LinkPath}"],
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
