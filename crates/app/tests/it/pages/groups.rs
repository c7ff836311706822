//! Samples of the trees, and of the page of one team or territory.

use app::pages::groups::{Act, AddPage, GroupPage, GroupsPage, Node, Problem, PutAway, Standing, Tree};
use app::pages::ui::Choice;
use askama::Template;
use store::teams::Leaving;
use store::territories::Colour;

use super::samples::{moment, shell};

pub fn all() -> Vec<(&'static str, String)> {
    let samples = [
        ("teams", teams().render()),
        ("teams-empty", GroupsPage { counts: (0, 0), nodes: vec![], ..teams() }.render()),
        ("teams-archived", GroupsPage { put_away: Some(put_away()), ..teams() }.render()),
        ("teams-nothing-archived", GroupsPage { put_away: Some(vec![]), ..teams() }.render()),
        ("teams-nothing-found", GroupsPage { find: "nroth".into(), nodes: vec![], ..teams() }.render()),
        ("territories", territories().render()),
        ("team-add", add(None).render()),
        ("team-add-refused", add(Some("There is a team of this name in that place already.")).render()),
        ("team", team().render()),
        ("team-refused", refused().render()),
        ("team-archived", archived(Standing::Archived(moment("3 Feb"), None)).render()),
        ("team-archived-above", archived(Standing::Archived(moment("3 Feb"), Some("Field".into()))).render()),
        ("team-merged", archived(merged()).render()),
        ("territory", territory().render()),
    ];
    samples.into_iter().map(|(name, html)| (name, html.unwrap())).collect()
}

fn nodes(list: &[(&str, u32, u32, u32)]) -> Vec<Node> {
    let node = |(id, (name, level, people, below)): (i64, &(&str, u32, u32, u32))| Node {
        id,
        name: (*name).into(),
        found: true,
        level: *level,
        people: (*people, "/users?team=1".into()),
        below: *below,
        colour: None,
    };
    (1..).zip(list).map(node).collect()
}

fn teams() -> GroupsPage {
    GroupsPage {
        shell: shell(Tree::Teams.menu()),
        tree: Tree::Teams,
        find: String::new(),
        summary: "6 teams.".into(),
        counts: (6, 3),
        nodes: nodes(&[
            ("Field Sales", 1, 6, 2),
            ("Midwest", 2, 11, 1),
            ("Inside Sales", 3, 2, 0),
            ("Pacific", 2, 9, 1),
            ("Inside Sales", 3, 1, 0),
            ("Key Accounts", 1, 8, 0),
        ]),
        put_away: None,
    }
}

fn territories() -> GroupsPage {
    let mut nodes = nodes(&[
        ("Central", 1, 2, 3),
        ("Great Lakes", 2, 6, 0),
        ("Ohio Valley", 2, 6, 0),
        ("Prairie", 2, 0, 0),
        ("East", 1, 1, 1),
        ("North East", 2, 3, 0),
        ("West", 1, 1, 1),
        ("Puget Sound", 2, 0, 0),
    ]);
    nodes[4].found = false;
    let colours = [Colour::Blue, Colour::Teal, Colour::Green, Colour::Amber, Colour::Red, Colour::Violet];
    for (node, colour) in nodes.iter_mut().zip(colours) {
        node.colour = Some(colour);
    }
    GroupsPage {
        shell: shell(Tree::Territories.menu()),
        tree: Tree::Territories,
        summary: "8 territories.".into(),
        counts: (8, 0),
        nodes,
        ..teams()
    }
}

fn put_away() -> Vec<PutAway> {
    let one = |id, path: &str| PutAway {
        id,
        path: path.into(),
        when: moment("3 Feb"),
        merged: None,
        waits_for: None,
    };
    vec![
        one(21, "Door to Door"),
        PutAway { waits_for: Some("Door to Door".into()), ..one(22, "Door to Door > Evenings") },
        PutAway {
            merged: Some(("Field Sales > Pacific".into(), "/teams/4".into())),
            ..one(23, "Field Sales > West Coast")
        },
    ]
}

fn choices(list: &[(&str, &str)], chosen: &str) -> Vec<Choice> {
    let one = |(value, word): &(&str, &str)| Choice {
        value: (*value).into(),
        word: (*word).into(),
        chosen: *value == chosen,
    };
    list.iter().map(one).collect()
}

fn add(problem: Option<&str>) -> AddPage {
    AddPage {
        shell: shell(Tree::Teams.menu()),
        tree: Tree::Teams,
        name: if problem.is_some() { "Midwest".into() } else { String::new() },
        places: choices(&[("", "At the top"), ("1", "Field Sales"), ("2", "Field Sales > Midwest")], "1"),
        back: "/teams#row-1".into(),
        problem: problem.map(Into::into),
    }
}

fn team() -> GroupPage {
    GroupPage {
        shell: shell(Tree::Teams.menu()),
        tree: Tree::Teams,
        id: 2,
        name: "Midwest".into(),
        above: Some("Field Sales".into()),
        standing: Standing::Living,
        people: 11,
        former: vec!["Heartland".into()],
        colour: None,
        places: choices(&[("", "At the top"), ("1", "Field Sales"), ("6", "Key Accounts")], "1"),
        targets: choices(&[("1", "Field Sales"), ("4", "Field Sales > Pacific"), ("6", "Key Accounts")], ""),
        leaving: Leaving { below: 1, people: 13, without: 0 },
        asks: true,
        problem: None,
    }
}

fn refused() -> GroupPage {
    let problem = Problem {
        act: Act::Rename,
        text: "There is a team of this name in that place already.".into(),
        typed: "pacific".into(),
    };
    GroupPage { problem: Some(problem), ..team() }
}

fn merged() -> Standing {
    Standing::Merged(moment("3 Feb"), "Field Sales > Pacific".into(), "/teams/4".into())
}

fn archived(standing: Standing) -> GroupPage {
    GroupPage {
        standing,
        former: vec![],
        people: 0,
        places: vec![],
        targets: vec![],
        leaving: Leaving::default(),
        asks: false,
        ..team()
    }
}

fn territory() -> GroupPage {
    GroupPage {
        shell: shell(Tree::Territories.menu()),
        tree: Tree::Territories,
        name: "Great Lakes".into(),
        above: None,
        people: 1,
        former: vec![],
        colour: Some(Colour::Teal),
        leaving: Leaving { below: 0, people: 1, without: 1 },
        asks: false,
        ..team()
    }
}
