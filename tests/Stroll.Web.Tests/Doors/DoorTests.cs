using System.Net;
using Microsoft.AspNetCore.Routing;
using Stroll.Web.Doors;

namespace Stroll.Web.Tests.Doors;

/// <summary>Every endpoint × every role × own store, other store, other tenant, and callers of yesterday.</summary>
public class DoorTests
{
    const string Rule = "|---|---|---|\n";

    [Fact]
    public async Task Every_endpoint_says_who_may_use_it_and_what_it_notes_as_the_table_in_the_docs_has_it()
    {
        await using var world = await DoorWorld.Build();
        var table = string.Concat(DoorTable.EndpointsOf(world.Site.Services)
            .Select(e => $"| `{DoorTable.NameOf(e)}` | {DoorTable.RequirementOf(e)} | {DoorTable.NoteOf(e)} |\n").Distinct());
        var path = Path.Combine(TestPlaces.Root, "docs", "doors.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("STROLL_ACCEPT") == "1")
        {
            page = page[..(page.IndexOf(Rule, StringComparison.Ordinal) + Rule.Length)] + table + page[page.IndexOf("\n## Topics", StringComparison.Ordinal)..];
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("| shut |", table, StringComparison.Ordinal);
        Assert.True(page.Contains(table, StringComparison.Ordinal), $"docs/doors.md differs; it should hold:\n{table}");
    }

    [Fact]
    public async Task Every_door_that_changes_something_names_its_entry_in_the_journal_and_the_code_writes_it()
    {
        await using var world = await DoorWorld.Build();
        var written = string.Concat(Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        foreach (var endpoint in DoorTable.EndpointsOf(world.Site.Services).Where(DoorTable.IsPrivileged))
        {
            var note = endpoint.Metadata.GetMetadata<Journaled>();
            Assert.True(note is not null, $"{DoorTable.NameOf(endpoint)} changes something and says nothing of the journal");
            Assert.True(
                note.Act.Length == 0 ? note.Why.Length > 0 : written.Replace($".Notes(\"{note.Act}\")", "", StringComparison.Ordinal).Contains($"\"{note.Act}\"", StringComparison.Ordinal),
                $"{DoorTable.NameOf(endpoint)} promises the entry {note.Act}, which nobody writes");
        }
    }

    [Fact]
    public async Task A_role_or_a_key_opens_what_its_rights_open_in_its_own_store_and_nothing_elsewhere()
    {
        await using var world = await DoorWorld.Build();
        var wrong = new List<string>();
        var checks = 0;
        foreach (var endpoint in DoorTable.EndpointsOf(world.Site.Services).Where(e => !EndsTheSession(e)))
        {
            // Where everybody may come, the others are no different; and a wrong password costs a quarter of a second.
            var isOpen = endpoint.Metadata.GetMetadata<Requirement>() is Requirement.Open;
            foreach (var visitor in isOpen ? world.Visitors.Take(2) : world.Visitors)
            {
                foreach (var store in DoorWorld.Stores)
                {
                    var expected = Expected(endpoint, visitor.RightsIn(store), visitor.IsKnown);
                    var found = await world.Ask(endpoint, store, visitor);
                    checks++;
                    if (!expected.Contains(found))
                    {
                        wrong.Add($"{DoorTable.NameOf(endpoint)} as {visitor.Name} in {store}: {(int)found}, expected {string.Join(" or ", expected.Select(e => (int)e))}");
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{checks} checks");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {checks}:\n{string.Join('\n', wrong.Take(40))}");
        Assert.True(checks > 5000, $"only {checks} checks");
    }

    static bool EndsTheSession(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText is "/sign-out";

    /// <summary>What may come back. Past the door an endpoint answers for itself: what it was asked for is not there, or the form is empty.</summary>
    static HttpStatusCode[] Expected(RouteEndpoint endpoint, IReadOnlySet<Right>? rights, bool isKnown)
    {
        HttpStatusCode[] inside =
        [
            HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity,
            HttpStatusCode.Conflict, HttpStatusCode.UnsupportedMediaType,
        ];
        return endpoint.Metadata.GetMetadata<Requirement>() switch
        {
            Requirement.Open => [.. inside, HttpStatusCode.Unauthorized],
            Requirement.SignedIn => isKnown ? inside : [HttpStatusCode.Unauthorized],
            Requirement.Holding when !isKnown => [HttpStatusCode.Unauthorized],
            Requirement.Holding when rights is null => [HttpStatusCode.NotFound],
            Requirement.Holding holding => rights!.Contains(holding.Right) ? inside : [HttpStatusCode.Forbidden],
            _ => [],
        };
    }
}
