using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stroll.Tests.Money.Letters;

/// <summary>A mail server on this machine (RFC 5321), which keeps what it is given, or says no when it is told to.</summary>
sealed class SmtpServer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    internal SmtpServer()
    {
        _listener.Start();
        _ = Task.Run(Listen);
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Messages as they came, headers and all.</summary>
    internal List<string> Taken { get; } = [];

    /// <summary>Answers to a command that begins so; otherwise it is friendly.</summary>
    internal Dictionary<string, string> Says { get; } = new(StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();

    async Task Listen()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => Talk(client));
        }
    }

    async Task Talk(TcpClient client)
    {
        using var owned = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 here");
        while (await reader.ReadLineAsync() is { } line)
        {
            var command = line.Split(' ', ':')[0].ToUpperInvariant();
            await writer.WriteLineAsync(Says.GetValueOrDefault(command) ?? command switch { "EHLO" => "250-here\r\n250 AUTH PLAIN", "DATA" => "354 go on", "QUIT" => "221 bye", "AUTH" => "235 welcome", _ => "250 ok" });
            if (command == "QUIT")
            {
                return;
            }

            if (command == "DATA" && !Says.ContainsKey("DATA"))
            {
                Taken.Add(await Body(reader));
                await writer.WriteLineAsync("250 taken");
            }
        }
    }

    static async Task<string> Body(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return text.ToString();
    }
}
