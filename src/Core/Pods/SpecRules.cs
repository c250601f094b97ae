using System.Globalization;
using GoEnv.Kubernetes;
using GoEnv.Secrets;

namespace GoEnv.Pods;

/// <summary>Looks for credentials in environment variables and arguments, by their names and forms.</summary>
public sealed class LiteralSecretRule() : ContainerRule("GE7050", Severity.Error, "No credentials stand in the pod")
{
    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        foreach (var variable in container.Spec.Env.Where(variable => variable.Credential is not null))
        {
            yield return Problem.Fail($"The variable {variable.Name} of the container '{container.Name}' stands in the pod for all to read, and it looks like a credential: {variable.Credential}.") with
            {
                Fix = "Put it into a Secret, name it with secretKeyRef, and issue a new one.",
            };
        }

        if (container.Spec.Command.Concat(container.Spec.Args).Any(word => word.Contains(SecretShape.Mark, StringComparison.Ordinal)))
        {
            yield return Problem.Fail($"The command of the container '{container.Name}' has a word in it that looks like a credential.") with
            {
                Fix = "Put it into a Secret, give it as a variable or a file, and issue a new one.",
            };
        }

        var (spec, named) = (container.Spec, new List<string>());
        foreach (var (name, probe) in ((string, PodProbe?)[])[("livenessProbe", spec.LivenessProbe), ("readinessProbe", spec.ReadinessProbe), ("startupProbe", spec.StartupProbe), ("postStart", spec.Lifecycle?.PostStart), ("preStop", spec.Lifecycle?.PreStop)])
        {
            if (probe?.Exec?.Command.Any(word => word.Contains(SecretShape.Mark, StringComparison.Ordinal)) == true
                || probe?.HttpGet is { } address && (address.HttpHeaders.Any(header => header.IsCredential) || (address.Path is { } path && SecretShape.Text(path) != path)))
            {
                named.Add(name);
            }
        }

        if (named.Count > 0)
        {
            yield return Problem.Fail($"What {string.Join(", ", named)} of the container '{container.Name}' ask{(named.Count == 1 ? "s" : string.Empty)} has something in it that looks like a credential.") with
            {
                Fix = "Ask what needs no credential, or let a command read it from a variable or a file that a Secret gives, and issue a new one.",
            };
        }
    }
}

/// <summary>Looks for credentials in the ConfigMaps that a pod takes, by their keys and forms.</summary>
public sealed class ConfigMapSecretRule() : Rule<PodFacts>("GE7051", Severity.Warning, "No credentials stand in ConfigMaps")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        if (facts.ConfigMapSecrets.IsUnknown)
        {
            yield return Problem.Unknown($"Whether credentials stand in the ConfigMaps of the pod could not be told: {facts.ConfigMapSecrets.Reason}.");
        }

        foreach (var key in facts.ConfigMapSecrets.ValueOr([]))
        {
            yield return Problem.Fail($"The ConfigMap key {key}, which the pod takes, looks like a credential.") with
            {
                Subject = key,
                Fix = "Put it into a Secret, and issue a new one.",
            };
        }
    }
}

/// <summary>Looks at how images are named.</summary>
public sealed class ImageDigestRule() : ContainerRule("GE7052", Severity.Information, "Images are named by digest")
{
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Containers.Where(container => container.Kind != ContainerKind.Ephemeral);

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Spec.Image is not { Length: > 0 } image || image.Contains('@', StringComparison.Ordinal))
        {
            yield break;
        }

        var name = image[(image.LastIndexOf('/') + 1)..];
        var tag = name.Contains(':', StringComparison.Ordinal) ? name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] : "latest";
        var digest = container.Status?.ImageID is { } id && id.IndexOf("sha256:", StringComparison.Ordinal) is >= 0 and var at ? id[at..] : null;
        yield return Problem.Fail(tag == "latest"
            ? $"The container '{container.Name}' takes whatever image {image} is when it starts."
            : $"The container '{container.Name}' names its image {image} by a tag, which can be moved.") with
        {
            Severity = tag == "latest" ? Severity.Warning : null,
            Actual = digest is null ? image : $"{image}, now {digest}",
            Fix = digest is null ? "Name the image as NAME@sha256:…." : $"Name it {image[..(image.Length - name.Length)]}{name.Split(':')[0]}@{digest}, if its registry knows that digest.",
        };
    }
}

/// <summary>Looks for debuggers and profilers that answer in a pod.</summary>
public sealed class DebugEntryRule() : ContainerRule("GE7053", Severity.Error, "No debugger waits in a container")
{
    private static readonly string[] PortNames = ["dlv", "delve", "debugger"];

    // Whatever its file is called.
    private static readonly string[] Packages = ["github.com/go-delve/delve/cmd/dlv", "github.com/derekparker/delve/cmd/dlv"];

    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Containers.Where(container => container.Kind != ContainerKind.Ephemeral);

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        var runs = container.Inside.TryGet(out var inside) ? inside.Debugger : container.Inside.To(_ => string.Empty);

        // A name is all that tells it of a program whose package is not known.
        var others = container.Programs.Select(program => program.Info).Where(info => info is { Problem: null, Package.Length: > 0 } && !Packages.Contains(info.Package, StringComparer.Ordinal)).ToList();
        var processes = runs.ValueOr(string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Except(others.SelectMany(info => info.Processes ?? []).Select(process => process.Id.ToString(CultureInfo.InvariantCulture)), StringComparer.Ordinal);
        if (container.Spec.Command.Concat(container.Spec.Args).Take(1).Any(word => IsName(word) && !others.Any(info => IsName(info.Path))) || processes.Any()
            || container.Programs.Any(program => Packages.Contains(program.Info.Package, StringComparer.Ordinal)))
        {
            yield return Problem.Fail($"The debugger Delve runs in the container '{container.Name}': whoever reaches its port can run any code there.") with
            {
                Fix = "Start the program itself; for one session use an ephemeral container and 'kubectl port-forward'.",
            };
        }
        else if (container.Spec.Ports.FirstOrDefault(port => PortNames.Contains(port.Name)) is { } debugger)
        {
            yield return Problem.Fail($"The container '{container.Name}' offers the port {debugger.ContainerPort} for a debugger ({debugger.Name}).") with { Severity = Severity.Warning, Fix = "Take the port out of the pod." };
        }
        else if (container.Spec.Ports.FirstOrDefault(port => port.Name?.Contains("pprof", StringComparison.Ordinal) == true) is { } profiler)
        {
            yield return Problem.Fail($"The container '{container.Name}' offers profiles on the port {profiler.ContainerPort} ({profiler.Name}) to every pod that may reach it.") with
            {
                Severity = Severity.Information,
                Fix = "Let the program listen for profiles on 127.0.0.1 alone, and use 'kubectl port-forward'.",
            };
        }
        else if (runs.IsUnknown)
        {
            yield return Problem.Unknown($"Whether a debugger runs in the container '{container.Name}' could not be told: {runs.Reason}.") with { Fix = container.NextStep, Unread = runs.Reason };
        }
    }

    private static bool IsName(string file) => file == "dlv" || file.EndsWith("/dlv", StringComparison.Ordinal);
}

/// <summary>Whether kubeconfig says that the API server need not prove who it is.</summary>
public sealed class ServerCertificateRule() : Rule<PodFacts>("GE7054", Severity.Error, "The certificate of the API server is checked")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        if (facts.UncheckedServer is { } location)
        {
            yield return Problem.Fail("The certificate of the API server is not checked (insecure-skip-tls-verify), so that anyone on the way can read the credentials.") with
            {
                Location = location,
                Fix = "Give the cluster's CA as certificate-authority-data in kubeconfig, and take insecure-skip-tls-verify out.",
            };
        }
    }
}
