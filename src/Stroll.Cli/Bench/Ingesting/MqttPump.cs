using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stroll.Cli.Bench.Ingesting;

/// <summary>The least that is an MQTT 5 device: connects, publishes with QoS 1, reads the acknowledgement. One message at a time.</summary>
/// <remarks>So that a bench measures the host and not a client. Packets as in the OASIS standard MQTT 5.0, sections 3.1 to 3.4.</remarks>
internal sealed class MqttPump : IDisposable
{
    const byte ConnectPacket = 0x10;
    const byte ConnectAcknowledged = 0x20;
    const byte PublishOnceAtLeast = 0x32;
    const byte PublishAcknowledged = 0x40;

    readonly Socket _socket;
    readonly byte[] _out = new byte[1 << 16];
    readonly byte[] _in = new byte[1 << 12];
    ushort _packet;

    MqttPump(Socket socket) => _socket = socket;

    /// <summary>Connects as a client of this name.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="IOException">The broker refused.</exception>
    internal static async Task<MqttPump> Connect(int port, string name, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
            var pump = new MqttPump(socket);
            var id = Encoding.UTF8.GetBytes(name);
            byte[] body = [0, 4, .. "MQTT"u8, 5, 0x02, 0, 60, 0, 0, (byte)id.Length, .. id];
            byte[] packet = [ConnectPacket, (byte)body.Length, .. body];
            await socket.SendAsync(packet, stop);
            return await pump.Answer(ConnectAcknowledged, stop) is { Length: >= 2 } answer && answer.Span[1] == 0
                ? pump
                : throw new IOException("the broker refused the connection");
        }
        catch (Exception problem) when (problem is SocketException or IOException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Publishes and waits until the broker acknowledges.</summary>
    /// <returns>The reason code: below 128 the message is kept.</returns>
    internal async ValueTask<byte> Publish(byte[] topic, ReadOnlyMemory<byte> payload, CancellationToken stop)
    {
        _packet = (ushort)(_packet == ushort.MaxValue ? 1 : _packet + 1);
        var length = Write(topic, payload.Span);
        for (var sent = 0; sent < length;)
        {
            sent += await _socket.SendAsync(_out.AsMemory(sent, length - sent), stop);
        }

        var answer = await Answer(PublishAcknowledged, stop);
        return answer.Length > 2 ? answer.Span[2] : (byte)0;
    }

    public void Dispose() => _socket.Dispose();

    int Write(byte[] topic, ReadOnlySpan<byte> payload)
    {
        var left = 2 + topic.Length + 2 + 1 + payload.Length;
        var at = 0;
        _out[at++] = PublishOnceAtLeast;
        do
        {
            _out[at++] = (byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
            left >>= 7;
        }
        while (left > 0);
        BinaryPrimitives.WriteUInt16BigEndian(_out.AsSpan(at), (ushort)topic.Length);
        topic.CopyTo(_out, at + 2);
        at += 2 + topic.Length;
        BinaryPrimitives.WriteUInt16BigEndian(_out.AsSpan(at), _packet);
        _out[at + 2] = 0;
        payload.CopyTo(_out.AsSpan(at + 3));
        return at + 3 + payload.Length;
    }

    /// <summary>Reads one packet, which must be of this kind and short.</summary>
    async ValueTask<ReadOnlyMemory<byte>> Answer(byte kind, CancellationToken stop)
    {
        await Fill(0, 2, stop);
        var (length, at) = (_in[1] & 0x7f, 2);
        if (_in[1] > 0x7f)
        {
            await Fill(2, 1, stop);
            (length, at) = (length + (_in[2] << 7), 3);
        }

        await Fill(at, length, stop);
        return _in[0] == kind ? _in.AsMemory(at, length) : throw new IOException($"the broker answered with a packet of kind {_in[0]}");
    }

    async ValueTask Fill(int from, int count, CancellationToken stop)
    {
        while (count > 0)
        {
            var read = await _socket.ReceiveAsync(_in.AsMemory(from, count), stop);
            if (read == 0)
            {
                throw new IOException("the broker closed the connection");
            }

            (from, count) = (from + read, count - read);
        }
    }
}
