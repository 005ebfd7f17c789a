using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stroll.Units;

namespace Stroll.Web.Api;

/// <summary>Refusals of the API, as problems (RFC 9457).</summary>
static class Problems
{
    /// <summary>What was named is not there.</summary>
    internal static ProblemHttpResult NotFound(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>The request cannot be understood.</summary>
    internal static ProblemHttpResult Malformed(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Malformed");

    /// <summary>Understood, but it cannot be done. The code is that of docs/faults.md.</summary>
    internal static ProblemHttpResult Refused(Fault fault, int status = StatusCodes.Status422UnprocessableEntity) => TypedResults.Problem(
        $"{fault.Where}: {fault.Found}", statusCode: status, title: "Refused",
        extensions: new Dictionary<string, object?> { ["code"] = fault.Code });

    /// <summary>The same for a list of what is wrong.</summary>
    internal static ProblemHttpResult Refused(IReadOnlyList<Fault> faults) => TypedResults.Problem(
        $"{faults.Count} things are wrong; nothing was taken", statusCode: StatusCodes.Status422UnprocessableEntity, title: "Refused",
        extensions: new Dictionary<string, object?>
        {
            ["code"] = faults[0].Code,
            ["faults"] = faults.Select(fault => new { code = fault.Code, where = fault.Where, found = fault.Found }).ToArray(),
        });

    /// <summary>This store cannot do it at all.</summary>
    internal static ProblemHttpResult NotHere(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Not in this store");
}
