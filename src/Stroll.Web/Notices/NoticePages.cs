using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Notices;
using Stroll.Units;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Notices;

/// <summary>Who is told what, by which way and how often.</summary>
static class NoticePages
{
    static readonly ImmutableDictionary<NoticeKind, Right> Needed = new Dictionary<NoticeKind, Right>
    {
        [NoticeKind.DeviceTrouble] = Right.SeeDevices,
        [NoticeKind.MoneyAlarm] = Right.SeeMoney,
        [NoticeKind.ShopperWaits] = Right.Refund,
        [NoticeKind.ReviewLate] = Right.Review,
    }.ToImmutableDictionary();

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings/notices", () => Page(null, true)).Needs(Right.ManagePeople).ExcludeFromDescription();
        routes.MapPost("/settings/notices", (Delegate)Add).Needs(Right.ManagePeople).Notes("notice-added").ExcludeFromDescription();
        routes.MapPost("/settings/notices/{number:long}/remove", Remove).Needs(Right.ManagePeople).Notes("notice-removed").ExcludeFromDescription();
        routes.MapPost("/settings/notices/{number:long}/try", Try).Needs(Right.ManagePeople).NotesNothing("sends a test and changes nothing").WithMetadata(Pace.Slow).ExcludeFromDescription();
    }

    /// <summary>What somebody of a role may be told of.</summary>
    internal static IEnumerable<NoticeKind> KindsOf(Role role) => Needed.Where(pair => Roles.RightsOf(role).Contains(pair.Value)).Select(pair => pair.Key).Order();

    static async Task<IResult> Add(HttpContext http)
    {
        var form = await http.ReadForm();
        if (http.Here.Store.Notices is not { } desk || !Enum.TryParse<Role>(form.Text("role"), out var role) || !Enum.IsDefined(role)
            || !Enum.TryParse<NoticeWay>(form.Text("way"), out var way) || !Enum.IsDefined(way))
        {
            return Results.BadRequest();
        }

        ImmutableArray<NoticeKind> kinds = [.. form["kind"].SelectMany(word => Enum.TryParse<NoticeKind>(word, out var kind) && KindsOf(role).Contains(kind) ? new[] { kind } : [])];
        return desk.Add(http.Here.Caller.Id, new(0, role.ToString(), kinds, way, form.Text("target"), TimeSpan.FromMinutes(form.Whole("minutes") ?? 30))) is Result<long>.Bad(var fault)
            ? Page(fault.Code == "notice.kinds" ? $"Nothing of that is the business of {Words.Of(role)}." : fault.Found, false)
            : Results.Redirect("/settings/notices");
    }

    static IResult Remove(long number, HttpContext http)
    {
        http.Here.Store.Notices?.Remove(http.Here.Caller.Id, number);
        return Results.Redirect("/settings/notices");
    }

    static async Task<IResult> Try(long number, HttpContext http) =>
        http.Here.Store.Notices is { } desk && await desk.Try(number, http.RequestAborted) is { } trouble
            ? Page(trouble.Length == 0 ? "It went out." : $"It did not arrive: {trouble}", trouble.Length == 0)
            : Results.NotFound();

    static RazorComponentResult<NoticesPage> Page(string? said, bool isGood) => new(new { Said = said, SaidIsGood = isGood });
}
