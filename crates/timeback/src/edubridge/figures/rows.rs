//! The rows of a response, in its order, until they are sorted into a table. Of entries with the same key the last one
//! counts, as in a map.

use jiff::civil::Date;

use super::{
    SubjectFigures,
    days::Days,
    names::Names,
    table::{DayTable, Row},
};

/// Rows by day and subject.
#[derive(Default)]
pub(super) struct SubjectRows {
    pub subjects: Names,
    days: Days<Row<SubjectFigures>>,
}

impl SubjectRows {
    /// Begins a day, in place of an earlier one of the same date.
    pub fn begin_day(&mut self, day: Date) {
        self.days.begin(day, None);
    }

    /// Adds a row to the day begun last.
    pub fn push(&mut self, subject: usize, figures: SubjectFigures) {
        self.days.push(Row {
            name: subject,
            figures,
        });
    }

    pub fn into_table(self) -> DayTable<SubjectFigures> {
        let (names, places) = self.subjects.sorted();
        let mut table = DayTable::new(names);
        self.days.for_each(|day, rows| {
            for row in rows.iter_mut() {
                row.name = places[row.name];
            }
            last_of_each_name(rows);
            table.push_day(day, rows.drain(..));
        });
        table
    }
}

/// XP by day, subject and app.
#[derive(Default)]
pub(super) struct AppRows {
    pub subjects: Names,
    pub apps: Names,
    days: Days<AppRow>,
    groups: usize,
}

#[derive(Clone, Copy)]
struct AppRow {
    subject: usize,
    /// `None` in a row that only begins its subject: rows before it do not count.
    app: Option<usize>,
    xp: f64,
}

impl AppRows {
    /// Begins a day with all its subjects and apps, in place of everything earlier of the same date.
    pub fn begin_day(&mut self, day: Date) {
        self.days.begin(day, None);
    }

    /// Begins a subject of the day with all its apps, in place of an earlier one of the same name.
    pub fn begin_subject(&mut self, subject: usize) {
        let (app, xp) = (None, 0.0);
        self.days.push(AppRow { subject, app, xp });
    }

    /// Begins a group of days that belong to one app.
    pub fn begin_group(&mut self) {
        self.groups += 1;
    }

    /// Begins a day of the group, in place of an earlier one of the group.
    pub fn begin_day_of_group(&mut self, day: Date) {
        self.days.begin(day, Some(self.groups));
    }

    /// Adds a row to the day begun last, in place of an earlier one of the same subject and app.
    pub fn push(&mut self, subject: usize, app: usize, xp: f64) {
        let app = Some(app);
        self.days.push(AppRow { subject, app, xp });
    }

    /// Returns the XP of each app, which are added up in alphabetical order of the subjects.
    pub fn into_table(self) -> DayTable<f64> {
        let (_, subjects) = self.subjects.sorted();
        let (names, apps) = self.apps.sorted();
        let mut table = DayTable::new(names);
        let mut of_apps = Vec::new();
        self.days.for_each(|day, rows| {
            for row in rows.iter_mut() {
                row.subject = subjects[row.subject];
                row.app = row.app.map(|app| apps[app]);
            }
            resolve(rows);
            of_apps.extend(rows.iter().filter_map(|row| {
                let (name, figures) = (row.app?, row.xp);
                Some(Row { name, figures })
            }));
            add_up(&mut of_apps);
            table.push_day(day, of_apps.drain(..));
        });
        table
    }
}

/// Sorts rows by subject and app, and removes those that a later one replaces.
fn resolve(rows: &mut Vec<AppRow>) {
    let key = |row: &AppRow| (row.subject, row.app);
    if rows.is_sorted_by(|row, next| key(row) < key(next)) {
        return;
    }
    rows.reverse();
    rows.sort_by_key(|row| row.subject);
    let mut begun = None;
    rows.retain(|row| {
        let is_replaced = begun == Some(row.subject);
        if row.app.is_none() {
            begun = Some(row.subject);
        }
        !is_replaced
    });
    rows.sort_by_key(key);
    rows.dedup_by_key(|row| key(row));
}

/// Sorts rows, and removes all but the last of those with the same name.
fn last_of_each_name<T>(rows: &mut Vec<Row<T>>) {
    if rows.is_sorted_by(|row, next| row.name < next.name) {
        return;
    }
    rows.reverse();
    rows.sort_by_key(|row| row.name);
    rows.dedup_by_key(|row| row.name);
}

/// Sorts rows, and adds up those with the same name in their order.
fn add_up(rows: &mut Vec<Row<f64>>) {
    rows.sort_by_key(|row| row.name);
    rows.dedup_by(|row, sum| {
        let is_same = row.name == sum.name;
        if is_same {
            sum.figures += row.figures;
        }
        is_same
    });
}
