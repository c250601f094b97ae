using GoEnv.Kubernetes;

namespace GoEnv.Cmdlets;

/// <summary>Completes contexts of kubeconfig.</summary>
public sealed class KubeContextCompleter : Completer
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Word, string Help)> Words() =>
        KubeConfig.ContextNames().Order(StringComparer.Ordinal).Select(name => (name, "a context of kubeconfig"));
}
