using System.Text.RegularExpressions;

namespace GoEnv.Secrets;

/// <summary>The forms by which credentials are known, whatever holds them: those that are credentials, and those that could be.</summary>
internal static partial class SecretForms
{
    /// <summary>Milliseconds for one form; a ConfigMap may have a mebibyte.</summary>
    public const int Patience = 5000;

    private const RegexOptions Plain = RegexOptions.ExplicitCapture;

    /// <summary>The group "value" of each is the credential, or all of it where there is no such group.</summary>
    public static IReadOnlyList<(Regex Form, string Clause)> All { get; } =
    [
        (PrivateKey(), "it is a private key"),
        (Login(), "it is a URL with a token in it"),
        (UserInfo(), "it is a URL with a password in it"),
        (Dsn(), "it is a database address with a password in it"),
        (Known(), "it has the form of an access token"),
        (Header(), "it is a header with a credential in it"),
        (Netrc(), "a password stands in it"),
        (Client(), "a password stands in it"),
    ];

    /// <summary>What also could be a credential, and costs little where it is hidden and is none; the group "value" as in <see cref="All"/>, a group "named" where it may be a reference.</summary>
    public static IReadOnlyList<Regex> Possible { get; } = [AnyUserInfo(), Named(), Set(), Password(), AnyHeader(), Token()];

    /// <summary>What was matched, with something else in place of the credential.</summary>
    public static string Replace(Match match, Func<string, string> put) => match.Groups["value"] is { Success: true } value
        ? match.Value[..(value.Index - match.Index)] + put(value.Value) + match.Value[(value.Index - match.Index + value.Length)..]
        : put(match.Value);

    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,20}PRIVATE KEY( BLOCK)?-----.*?(-----END [A-Z ]{0,20}PRIVATE KEY( BLOCK)?-----|\z)|\bLS0tLS1CRUdJTi(BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR|BEU0EgUFJJVkFUR)[A-Za-z0-9+/=]*|\bAGE-SECRET-KEY-1[A-Z0-9]+", Plain | RegexOptions.Singleline, Patience)]
    private static partial Regex PrivateKey();

    // A name or a port with nothing behind it is none, and neither is what a shell or Kubernetes puts in.
    [GeneratedRegex(@"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}://[^\s/@:?#""'<>]*:(?<value>(?!\$|%\(|\{\{|<|\*+@|\(credential\)@|x-oauth-basic@)[^\s/@?#""'<>]+)@", Plain | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex UserInfo();

    // A token in place of a user, as git and proxies take it; the key of a Sentry address, whose path is a number, is public.
    [GeneratedRegex(@"(?<![a-z0-9+.-])https?://(?<value>(?=([A-Za-z_-]*[0-9]){4})(?=[0-9_-]*[A-Za-z])(?=[A-Za-z0-9_-]*[A-Za-z0-9]{16})[A-Za-z0-9_-]{24,255})(:(x-oauth-basic)?)?@(?![^\s/""'<>]+/[0-9]+(?![^\s""'<>,;]))", Plain | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Login();

    [GeneratedRegex(@"(?<![^\s""'=])[^\s/@:""'=]{1,64}:(?<value>(?!\$|%\(|\{\{|<|\*+@|\(credential\)@)[^\s@""']+)@(tcp|unix)\(", Plain, Patience)]
    private static partial Regex Dsn();

    [GeneratedRegex(@"(?<![A-Za-z0-9])((AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|gl(pat|rt|dt|cbt|ptt|soat)-[A-Za-z0-9_-]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|xapp-[0-9]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}|ya29\.[0-9A-Za-z_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}|[sr]k_live_[0-9A-Za-z]{16,}|whsec_[A-Za-z0-9+/=]{24,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|sk-(ant-|proj-)?[A-Za-z0-9_-]{32,}|npm_[A-Za-z0-9]{36}|pypi-AgE[A-Za-z0-9_-]{20,}|dckr_pat_[A-Za-z0-9_-]{20,}|do[opr]_v1_[0-9a-f]{64}|hv[sbr]\.[A-Za-z0-9_-]{24,}|shp(at|ca|pa|ss)_[0-9a-fA-F]{32}|ATATT3[A-Za-z0-9_=-]{30,}|hf_[A-Za-z0-9]{34}|NRAK-[A-Z0-9]{27}|eyJ[A-Za-z0-9_-]{8,}\.(eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+))|https://hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,}|https://discord(app)?\.com/api/webhooks/[0-9]+/[A-Za-z0-9_-]{40,}|\b(AccountKey|SharedAccessKey|SharedAccessSignature)=(?<value>[A-Za-z0-9+/=%&]{16,})|[?&]sig=(?<value>[A-Za-z0-9+/=%]{32,})", Plain, Patience)]
    private static partial Regex Known();

    [GeneratedRegex(@"\b(Proxy-)?Authorization[""']?\s*[:=]\s*[""']?(Bearer|Basic|Token)\s+(?<value>(?!\$|%|\{\{|<|\*|\()[^\s""',;]{4,})|\b(X-[A-Za-z0-9-]{0,40}(Token|Key|Secret|Password)|PRIVATE-TOKEN|JOB-TOKEN)[""']?\s*[:=]\s*[""']?(?<value>(?!\$|%|\{\{|<|\*|\()(?=[^\s""',;]*[0-9])[^\s""',;]{8,})|(\A|(?<=["" ']))(Bearer|Basic)\s+(?<value>(?=[^\s""']*[0-9=])[A-Za-z0-9._~+/=-]{16,})", Plain | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Header();

    [GeneratedRegex(@"\b(machine\s+\S+|default)\s+login\s+\S+(\s+account\s+\S+)?\s+password\s+(?<value>(?!\$)\S+)", Plain, Patience)]
    private static partial Regex Netrc();

    // The flags of client programs that take a password and are too short to say so; the program is looked for behind the flag, since flags are fewer.
    [GeneratedRegex(@"\bsshpass\s+-p\s*(?<value>(?![""']?\$)\S+)|-p(?<=\b(mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mariadb-admin)\s([^|;&\n]{0,100}\s)?-p)(?<value>(?![""']?\$)[^\s""']\S*)|(-a|--pass)(?<=\bredis-cli\s([^|;&\n]{0,100}\s)?(-a|--pass))\s+(?<value>(?![""']?\$)\S+)|(-u|--user)(?<=\bcurl\s(([^|;&\n]|(?<=\w)&(?=\w+=)){0,200}\s)?(-u|--user))\s*[""']?[^\s:""'$]+:(?<value>(?!\$)[^\s""']+)", Plain, Patience)]
    private static partial Regex Client();

    [GeneratedRegex(@"(?<=\bhttps?://)[^\s/@""'<>]+(?=@)|(?<=[a-z0-9+.-]://[^\s/@:""'<>]*:)[^\s/@""'<>]+(?=@)", Plain | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex AnyUserInfo();

    [GeneratedRegex(@"(?<named>" + SecretNames.Words + @")(?>\w{0,400})[""']?[^\S\n]*[=:][^\S\n]*(?<value>""[^""\n]*""|'[^'\n]*'|[^\s;&|]+)", Plain | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(set|setenv)[^\S\n]+(-\S+[^\S\n]+)*\w{0,80}?(?<named>" + SecretNames.Words + @")(?>\w{0,400})[^\S\n]+(?<value>""[^""\n]*""|'[^'\n]*'|[^\s;&|]+)", Plain | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Set();

    [GeneratedRegex(@"^[^\S\n]*(machine[^\S\n]+\S+[^\S\n]+|default[^\S\n]+)?(login[^\S\n]+\S+[^\S\n]+)?password[^\S\n]+(?<value>\S+)", Plain | RegexOptions.IgnoreCase | RegexOptions.Multiline, Patience)]
    private static partial Regex Password();

    [GeneratedRegex(@"(\bauthorization\b[^\w\n]*(?>(\w+[^\S\n]+)?)|\bbearer[^\S\n]+(?=\S{16})|(-u|--user)(?<=\bcurl\b[^\n]{0,1000}\s(-u|--user))[\s=]+(?=\S+:))(?<value>[A-Za-z0-9+/_.:=~-]{6,})", Plain | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex AnyHeader();

    [GeneratedRegex(@"\b(glpat-[\w-]{16,}|AKIA[0-9A-Z]{16}|sk-[\w-]{20,})", Plain, Patience)]
    private static partial Regex Token();
}
