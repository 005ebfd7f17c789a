using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Stroll.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
