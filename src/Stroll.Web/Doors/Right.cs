using System.Collections.Frozen;

namespace Stroll.Web.Doors;

/// <summary>What somebody may do in one store. Every door asks for exactly one.</summary>
public enum Right
{
    /// <summary>See the plan, occupancy and problems.</summary>
    SeeFloor,

    /// <summary>See visits, carts and receipts.</summary>
    SeeVisits,

    /// <summary>See what was charged, refunded and is owed.</summary>
    SeeMoney,

    /// <summary>Give money back.</summary>
    Refund,

    /// <summary>Let people in: gates and their terminals, badges, cards on file, doors that staff open.</summary>
    OpenGates,

    /// <summary>Show the screens beside gates: the cart of who stands there, the code of who comes in.</summary>
    RunScreens,

    /// <summary>Answer cases.</summary>
    Review,

    /// <summary>Answer cases that were handed up, and supersede answers.</summary>
    ReviewSenior,

    /// <summary>See how right the receipts are.</summary>
    SeeAccuracy,

    /// <summary>See shelves, plates and devices.</summary>
    SeeDevices,

    /// <summary>Tare, calibrate and exempt devices.</summary>
    ManageDevices,

    /// <summary>See the catalogue and the planogram.</summary>
    SeeCatalogue,

    /// <summary>Change products, prices and facings.</summary>
    EditCatalogue,

    /// <summary>Read the audit log and the log of looks at footage.</summary>
    SeeAudit,

    /// <summary>Make and revoke accounts, roles and keys.</summary>
    ManagePeople,

    /// <summary>Say which programs are told of visits and receipts: webhooks and the connector of a retailer.</summary>
    ManageConnections,
}

/// <summary>A part that a person plays in a store.</summary>
public enum Role
{
    /// <summary>Runs the store: everything but answering cases.</summary>
    Manager,

    /// <summary>Stands in the store: plan, problems, shelves, receipts, refunds.</summary>
    FloorStaff,

    /// <summary>Answers cases and sees nothing else.</summary>
    Reviewer,

    /// <summary>Answers handed-up cases too, and sees how right the receipts are.</summary>
    SeniorReviewer,

    /// <summary>Reads everything that proves something, changes nothing.</summary>
    Auditor,

    /// <summary>Keeps devices alive; no visits, no money, no footage.</summary>
    Technician,

    /// <summary>Is no person: a screen that hangs beside a gate.</summary>
    Screen,

    /// <summary>Helps from outside for a granted time: sees as a manager does, changes nothing.</summary>
    Support,
}

/// <summary>Which role may do what.</summary>
public static class Roles
{
    static readonly FrozenDictionary<Role, FrozenSet<Right>> Table = new Dictionary<Role, FrozenSet<Right>>
    {
        [Role.Manager] = Enum.GetValues<Right>().Except([Right.Review, Right.ReviewSenior]).ToFrozenSet(),
        [Role.FloorStaff] = Set(Right.SeeFloor, Right.SeeVisits, Right.Refund, Right.OpenGates, Right.SeeDevices, Right.SeeCatalogue),
        [Role.Reviewer] = Set(Right.Review),
        [Role.SeniorReviewer] = Set(Right.Review, Right.ReviewSenior, Right.SeeAccuracy),
        [Role.Auditor] = Set(
            Right.SeeFloor, Right.SeeVisits, Right.SeeMoney, Right.SeeAccuracy, Right.SeeDevices, Right.SeeCatalogue, Right.SeeAudit),
        [Role.Technician] = Set(Right.SeeFloor, Right.SeeDevices, Right.ManageDevices, Right.SeeCatalogue),
        [Role.Screen] = Set(Right.RunScreens),
        [Role.Support] = Set(
            Right.SeeFloor, Right.SeeVisits, Right.SeeMoney, Right.SeeAccuracy, Right.SeeDevices, Right.SeeCatalogue),
    }.ToFrozenDictionary();

    /// <summary>What a role may do.</summary>
    public static FrozenSet<Right> RightsOf(Role role) => Table[role];

    static FrozenSet<Right> Set(params Right[] rights) => rights.ToFrozenSet();
}
