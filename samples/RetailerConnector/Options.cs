namespace RetailerConnector;

/// <summary>What stands on the command line.</summary>
record Options(string Listen, string Secret, Uri Stroll, string Key, bool RefundFirst)
{
    internal static Options Of(string[] args)
    {
        string After(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
        return new(
            After("--listen", "http://127.0.0.1:9090"), After("--secret", ""), new Uri(After("--stroll", "http://127.0.0.1:8080")), After("--key", ""), args.Contains("--refund-first"));
    }
}
