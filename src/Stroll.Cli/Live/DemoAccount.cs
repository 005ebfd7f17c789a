using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;

namespace Stroll.Cli.Live;

/// <summary>Who is signed in at the machine of a demo.</summary>
internal static class DemoAccount
{
    internal const string Login = "demo";

    /// <summary>Makes the account where there is none. Nobody knows its password: it opens from this machine alone.</summary>
    internal static void Ensure(IDatabase control, StoreKey store)
    {
        var book = new AccountBook(control, TimeProvider.System);
        if (book.IsEmpty)
        {
            book.Add(
                Login, "Demo", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24)),
                [.. new[] { Role.Manager, Role.SeniorReviewer, Role.Technician }.Select(role => new Membership(store.Tenant, null, role, null))]);
        }
    }
}
