//! Entry point: parses the command line and runs the command.

use std::{path::PathBuf, process::ExitCode};

use clap::{
    Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser as _},
};
use identity::Role;
use jiff::Timestamp;
use mimalloc::MiMalloc;
use timeback_dashboard::server::{self, Settings, StartError, Traces, telemetry};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// A self-hosted student dashboard for Timeback.
#[derive(Parser)]
#[command(version)]
struct Command {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    /// Serve the dashboard (the default command).
    Serve,
    /// Check settings, courses, credentials, services, database and site, and suggest a remedy for each failure.
    Check {
        /// The `timeback.config.json` to check, instead of the configured one.
        #[arg(long)]
        config: Option<PathBuf>,
        /// Print the report as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write a backup of the SQLite database while the dashboard runs, and its key beside it; for PostgreSQL, say how.
    Backup {
        /// The file to write; the key goes to the same name with .key at the end.
        file: PathBuf,
        /// Replace files that exist.
        #[arg(long)]
        overwrite: bool,
    },
    /// Put a backup in the place of the database, while no dashboard runs. The former one is kept beside it.
    Restore {
        /// The file that `backup` wrote.
        file: PathBuf,
    },
    /// Serve the Timeback sandbox alone, for other programs to develop against.
    Sandbox,
    /// Print an API token for the admin API (/auth/v1/admin). It cannot be revoked before it expires.
    Token {
        /// Role of the token.
        #[arg(long, value_parser = PossibleValuesParser::new(["service_role"]).map(Role::parse))]
        role: Role,
        /// Lifetime of the token in days, hours or minutes, such as 365d, 12h or 30m.
        #[arg(long, default_value = "365d")]
        lifetime: server::Lifetime,
    },
    /// Manage webhook events.
    Webhooks {
        #[command(subcommand)]
        verb: WebhooksVerb,
    },
    /// Print new keys for Clerk's APIs: a secret key for programs, and the publishable key of a front end.
    ClerkKeys {
        /// URL of the front end, such as <https://school.example>.
        #[arg(long)]
        frontend_url: server::FrontendUrl,
    },
}

#[derive(Subcommand)]
enum WebhooksVerb {
    /// Deliver events again, those that were delivered in the last week and those that were set aside, and print how many.
    Replay {
        /// The time since which they happened, such as 2026-11-27T08:00:00Z.
        #[arg(long)]
        since: Timestamp,
    },
}

fn main() -> ExitCode {
    let verb = Command::parse().verb.unwrap_or(Verb::Serve);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            telemetry::complain(&error);
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(async {
        match verb {
            Verb::Check { config, json } => check(config, json).await,
            Verb::ClerkKeys { frontend_url } => {
                print!(
                    "{}",
                    server::clerk_keys(&frontend_url, &server::system_env())
                );
                ExitCode::SUCCESS
            }
            verb => run(verb).await,
        }
    });
    // What still runs then, such as a look-up of a name that nobody answers, is not waited for.
    runtime.shutdown_background();
    code
}

async fn run(verb: Verb) -> ExitCode {
    let outcome = match Settings::read() {
        Ok(settings) => run_with(settings, verb).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            telemetry::complain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run_with(settings: Settings, verb: Verb) -> Result<(), StartError> {
    let traces = settings.collector.as_ref().map(Traces::start).transpose()?;
    telemetry::start(traces.as_ref());
    let outcome = match verb {
        Verb::Sandbox => server::serve_sandbox(&settings).await,
        Verb::Backup { file, overwrite } => server::back_up(&settings, &file, overwrite).await,
        Verb::Restore { file } => server::restore(&settings, &file).await,
        Verb::Token { role, lifetime } => server::print_token(&settings, &role, lifetime).await,
        Verb::Webhooks {
            verb: WebhooksVerb::Replay { since },
        } => server::replay_webhooks(&settings, since).await,
        _ => server::serve(settings).await,
    };
    if let Some(traces) = traces {
        traces.stop().await;
    }
    outcome
}

async fn check(config: Option<PathBuf>, json: bool) -> ExitCode {
    let mut settings = Settings::read();
    if let (Ok(settings), Some(file)) = (&mut settings, config) {
        settings.timeback.use_app_config(file);
    }
    let report = server::check(settings).await;
    if json {
        println!("{:#}", report.to_json());
    } else {
        println!("{report}");
    }
    if report.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
