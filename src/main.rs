//! The doorway: reads the command line, then serves.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use timeback_dashboard::server::{self, Settings, telemetry};

/// A self-hosted student dashboard for Timeback.
#[derive(Parser)]
#[command(version)]
struct Command {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    /// Serve the dashboard; this is what happens when nothing is said.
    Serve,
    /// Serve the Timeback sandbox alone, for other programs to develop against.
    Sandbox,
    /// Print a token with which a program may administer accounts over /auth/v1/admin, for a year.
    Token {
        /// What the program may do.
        #[arg(long, value_parser = ["service_role"])]
        role: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Command::parse();
    telemetry::start();
    let outcome = match Settings::read() {
        Ok(settings) => match command.verb.unwrap_or(Verb::Serve) {
            Verb::Serve => server::serve(settings).await,
            Verb::Sandbox => server::serve_sandbox(&settings).await,
            Verb::Token { role } => server::print_token(&settings, &role).await,
        },
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
