using Microsoft.ML.OnnxRuntime;
using Stroll.Units;

namespace Stroll.Devices.Models;

/// <summary>Who computes.</summary>
public enum ModelProvider
{
    /// <summary>The processor; always there.</summary>
    Cpu,

    /// <summary>NVIDIA.</summary>
    Cuda,

    /// <summary>NVIDIA, compiled for the card on first use.</summary>
    TensorRt,

    /// <summary>Intel.</summary>
    OpenVino,

    /// <summary>Any card on Windows.</summary>
    DirectMl,
}

/// <summary>One model, loaded: numbers in, numbers out. Not for several threads at once; open one a thread.</summary>
/// <remarks>One thread of computing a session and no spinning: several sessions side by side beat one with several threads, and an idle one costs nothing.
/// Input and outputs are allocated once and used again.</remarks>
public sealed class ModelSession : IDisposable
{
    readonly InferenceSession _session;
    readonly RunOptions _run = new();
    readonly OrtIoBinding _binding;
    readonly OrtValue _inputValue;
    readonly OrtValue[] _outputValues;
    readonly float[] _input;
    readonly float[][] _outputs;
    readonly string[] _names;

    ModelSession(ModelDescriptor descriptor, InferenceSession session)
    {
        Descriptor = descriptor;
        _session = session;
        var (inputName, inputShape) = session.InputMetadata.Select(pair => (pair.Key, Fixed(pair.Value.Dimensions))).First();
        _input = new float[Length(inputShape)];
        _inputValue = OrtValue.CreateTensorValueFromMemory(_input, inputShape);
        _binding = session.CreateIoBinding();
        _binding.BindInput(inputName, _inputValue);
        _names = [.. session.OutputMetadata.Keys];
        _outputs = new float[_names.Length][];
        _outputValues = new OrtValue[_names.Length];
        for (var i = 0; i < _names.Length; i++)
        {
            var shape = Fixed(session.OutputMetadata[_names[i]].Dimensions);
            _outputs[i] = new float[Length(shape)];
            _outputValues[i] = OrtValue.CreateTensorValueFromMemory(_outputs[i], shape);
            _binding.BindOutput(_names[i], _outputValues[i]);
        }
    }

    /// <summary>What it is.</summary>
    public ModelDescriptor Descriptor { get; }

    /// <summary>What the next run takes; fill all of it.</summary>
    public Span<float> Input => _input;

    /// <summary>How many outputs there are.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>What the last run gave; holds until the next.</summary>
    public ReadOnlySpan<float> Output(int index) => _outputs[index];

    /// <summary>The output of this name; the first where none is named.</summary>
    public ReadOnlySpan<float> Output(string? name) => _outputs[name is null ? 0 : Array.IndexOf(_names, name)];

    /// <summary>Loads a model.</summary>
    /// <param name="descriptor">What the file must be.</param>
    /// <param name="bytes">Its content, whose hash was checked.</param>
    /// <param name="provider">Who computes.</param>
    /// <returns>Bad: <c>model.broken</c> (no model, or cut off), <c>model.shape</c> (not what the descriptor says), <c>model.provider</c> (not to be had here).</returns>
    public static Result<ModelSession> Open(ModelDescriptor descriptor, byte[] bytes, ModelProvider provider = ModelProvider.Cpu)
    {
        InferenceSession session;
        try
        {
            using var options = Options(provider);
            session = new InferenceSession(bytes, options);
        }
        catch (Exception refused) when (refused is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or NotSupportedException)
        {
            return provider == ModelProvider.Cpu
                ? Bad("model.broken", descriptor.File, $"cannot be loaded ({FirstLine(refused)}), expected an ONNX model")
                : Bad("model.provider", provider.ToString().ToLowerInvariant(), $"is not to be had here ({FirstLine(refused)}), expected cpu or a runtime built with it");
        }

        if (ModelShape.Wrong(descriptor, session) is { } wrong)
        {
            session.Dispose();
            return Bad("model.shape", descriptor.File, wrong);
        }

        return new Result<ModelSession>.Good(new(descriptor, session));
    }

    /// <summary>Computes the outputs from the input.</summary>
    public void Run() => _session.RunWithBinding(_run, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _inputValue.Dispose();
        foreach (var value in _outputValues)
        {
            value.Dispose();
        }

        _run.Dispose();
        _session.Dispose();
    }

    static SessionOptions Options(ModelProvider provider)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        switch (provider)
        {
            case ModelProvider.Cuda:
                options.AppendExecutionProvider_CUDA();
                break;
            case ModelProvider.TensorRt:
                options.AppendExecutionProvider_Tensorrt();
                break;
            case ModelProvider.OpenVino:
                options.AppendExecutionProvider_OpenVINO();
                break;
            case ModelProvider.DirectMl:
                options.AppendExecutionProvider_DML();
                break;
        }

        return options;
    }

    // A size that the model leaves open is 1: one picture at a time.
    static long[] Fixed(int[] dimensions) => [.. dimensions.Select(size => (long)Math.Max(1, size))];

    static long Length(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);

    static string FirstLine(Exception refused) => refused.Message.Split('\n')[0];

    static Result<ModelSession> Bad(string code, string where, string found) => new Result<ModelSession>.Bad(new(code, where, found));
}
