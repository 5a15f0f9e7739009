//! `gouji explain`.

use std::io::{self, Write};

use super::{
    Outcome, Stop,
    args::{Common, Explain},
    auditors::Wanted,
    audits::Run,
    configs::Configs,
    environment::{Environment, print},
    output::Outputs,
    packs,
    settle::Settler,
};
use crate::{
    audit::{Audit, Fate},
    language::Language,
    report::{Failure, LineIndex, Printer, Summary, Terminal, plain, point, rule_page, why_words},
    severity::Severity,
};

pub(super) fn run(
    explain: &Explain,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let configs = Configs::find(&explain.paths, common)?;
    let environment = environment.speaking(configs.first().config.language);
    let packs = configs.packs();
    packs::known(packs, &explain.rule)?;
    let id = explain.rule.trim();
    if explain.paths.is_empty() {
        let pages = packs.rules().filter(|rule| &*rule.id == id);
        let pages: Vec<String> = pages
            .map(|rule| rule_page(rule, packs, environment.language))
            .collect();
        print(&pages.join("\n"))?;
        return Ok(Outcome::Clean);
    }
    let run = Run {
        paths: &explain.paths,
        configs: &configs,
        wanted: Wanted::All,
        environment,
        least: Severity::Note,
        fail_on: None,
        is_quiet: common.quiet,
        reading: &explain.reading,
        threads: explain.threading.threads(),
        explained: Some(id),
    };
    let printer = HowItCame {
        rule: id.to_owned(),
        environment,
    };
    let summary = run.print(Outputs::stdout(Box::new(printer)), Settler::new(&configs))?;
    Ok(if summary.unread > 0 {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// How one rule came out on reports.
struct HowItCame {
    rule: String,
    environment: Environment,
}

impl Printer for HowItCame {
    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let language = self.environment.language;
        let terminal = Terminal::new(self.environment.out, Severity::Note, true);
        let lines = LineIndex::of(audit);
        let findings: Vec<_> = audit
            .findings
            .iter()
            .filter(|f| f.tells_of(&self.rule))
            .collect();
        let unchecked: Vec<_> = audit
            .unchecked
            .iter()
            .filter(|u| u.rule == self.rule)
            .collect();
        let n_checked = audit
            .figures
            .iter()
            .filter(|f| self.has_judged(&f.fate))
            .count();
        let head = match language {
            Language::Zh => format!(
                "核对数字 {n_checked} 个，问题 {} 条，未能核对 {} 项",
                findings.len(),
                unchecked.len()
            ),
            Language::En => format!(
                "{n_checked} figures checked, {} findings, {} unchecked",
                findings.len(),
                unchecked.len()
            ),
        };
        writeln!(out, "{}: {head}\n", plain(path))?;
        for finding in findings {
            writeln!(
                out,
                "{}",
                terminal.render(path, &audit.text, &lines, finding)
            )?;
        }
        for derivation in &audit.derivations {
            let lines: Vec<String> = derivation.lines().map(plain).collect();
            writeln!(out, "  {}", lines.join("\n"))?;
        }
        for item in unchecked {
            let about = item.indicator.as_deref().unwrap_or("-");
            let figures = item.marks.iter().map(|mark| {
                let at = point(&lines, mark.span, language);
                let printed = plain(mark.span.of(&audit.text));
                format!("{at} {} {printed}", plain(mark.label.trim()))
            });
            let figures = figures.collect::<Vec<_>>().join("; ");
            let why = why_words(item.why, language);
            writeln!(out, "  {about}: {why} [{figures}]")?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut dyn Write, _: &[Failure], _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

impl HowItCame {
    fn has_judged(&self, fate: &Fate) -> bool {
        matches!(fate, Fate::Checked(rules) if rules.iter().any(|rule| **rule == *self.rule))
    }
}
