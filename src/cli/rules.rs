//! `gouji rules list` and `gouji rules check`.

use std::fmt::Write;

use super::{
    Outcome, Stop,
    args::{Common, Rules, RulesCommand},
    configs::Configs,
    environment::{Environment, print},
    packs,
};
use crate::{
    language::Language,
    pack::{Applies, Pack},
    report::{plain, severity_word},
    trial::{self, Failure},
};

pub(super) fn run(
    rules: &Rules,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    match rules.command {
        None | Some(RulesCommand::List) => list(common, environment),
        Some(RulesCommand::Check) => check(common, environment),
    }
}

fn list(common: &Common, environment: Environment) -> Result<Outcome, Stop> {
    let configs = Configs::find(&[], common)?;
    let environment = environment.speaking(configs.first().config.language);
    let packs = configs.packs();
    let words: Vec<String> = packs
        .packs
        .iter()
        .map(|pack| listed(pack, environment.language))
        .collect();
    print(&words.join("\n"))?;
    Ok(Outcome::Clean)
}

fn listed(pack: &Pack, language: Language) -> String {
    let applies = match (pack.applies, language) {
        (Applies::Always, Language::Zh) => "所有报告".to_owned(),
        (Applies::Always, Language::En) => "every report".to_owned(),
        (Applies::Form { first, last }, Language::Zh) => format!("{first}–{last} 年度"),
        (Applies::Form { first, last }, Language::En) => format!("report years {first}-{last}"),
    };
    let mut words = format!("{}  {} ({applies})\n", pack.id, pack.title.get(language));
    let longest = pack
        .rules
        .iter()
        .map(|rule| rule.id.len())
        .max()
        .unwrap_or(0);
    for rule in &pack.rules {
        let severity = severity_word(rule.severity, language);
        let title = rule.title.get(language);
        // Writing to a string does not fail.
        let _ = writeln!(words, "  {:longest$}  {severity:7}  {title}", rule.id);
    }
    words
}

fn check(common: &Common, environment: Environment) -> Result<Outcome, Stop> {
    let configs = Configs::find(&[], common)?;
    let environment = environment.speaking(configs.first().config.language);
    let folders = configs.folders(common);
    let mut packs = configs.into_packs();
    packs::keep_to_try(&mut packs, &folders)?;
    let failures = trial::examples(&packs);
    let mut words = String::new();
    for Failure {
        rule,
        example,
        expected,
        got,
        path,
    } in &failures
    {
        let _ = match environment.language {
            Language::Zh => writeln!(
                words,
                "{path}: {rule}：例“{example}”应为 {expected}，实为 {got}"
            ),
            Language::En => writeln!(
                words,
                "{path}: {rule}: example `{example}`: expected {expected}, got {got}"
            ),
        };
    }
    let n_rules = packs
        .rules()
        .filter(|rule| !rule.examples.is_empty())
        .count();
    let n_examples: usize = packs.rules().map(|rule| rule.examples.len()).sum();
    let n_failures = failures.len();
    if !common.quiet {
        let _ = match environment.language {
            Language::Zh => writeln!(
                words,
                "规则 {n_rules} 条，例子 {n_examples} 个，不符 {n_failures} 个"
            ),
            Language::En => writeln!(
                words,
                "{n_rules} rules, {n_examples} examples, {n_failures} came out wrong"
            ),
        };
    }
    let lines: Vec<String> = words.lines().map(plain).collect();
    print(&lines.join("\n"))?;
    Ok(if failures.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}
