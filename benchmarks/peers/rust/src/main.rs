//! A client by tough. With two arguments more it updates again and again for so many seconds, at least twice, and prints
//! how many microseconds each time took. The clients in other languages beside it take the same arguments:
//!
//!     OPERATION STATE URL ROOT TARGET [SECONDS CACHE]
//!
//! With `--no-pause` before them, requests are sent at once; as it comes, tough waits 100 ms before each, also the first time.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tough::{HttpTransportBuilder, Limits, Prefix, RepositoryLoader, TargetName};
use url::Url;

type Failure = Box<dyn Error>;

struct Update {
    pause: bool,
    operation: String,
    url: String,
    root: Vec<u8>,
    targets: Vec<TargetName>,
}

impl Update {
    async fn run(&self, state: &Path) -> Result<(), Failure> {
        let (datastore, folder) = (state.join("metadata"), state.join("targets"));
        fs::create_dir_all(&datastore)?;
        fs::create_dir_all(&folder)?;
        // The defaults are too small for the largest repository here.
        let limits = Limits {
            max_snapshot_size: 16 << 20,
            max_targets_size: 64 << 20,
            ..Limits::default()
        };
        let metadata_url = Url::parse(&format!("{}metadata/", self.url))?;
        let targets_url = Url::parse(&format!("{}targets/", self.url))?;
        let loader = RepositoryLoader::new(&self.root, metadata_url, targets_url)
            .datastore(datastore)
            .limits(limits);
        let loader = if self.pause {
            loader
        } else {
            loader.transport(
                HttpTransportBuilder::new()
                    .initial_backoff(Duration::ZERO)
                    .build(),
            )
        };
        let repository = loader.load().await?;
        if self.operation != "download" {
            return Ok(());
        }
        for target in &self.targets {
            // tough does not look for what is there; where a file is, it counts as found.
            if !folder.join(target.resolved()).exists() {
                repository
                    .save_target(target, &folder, Prefix::None)
                    .await?;
            }
        }
        Ok(())
    }
}

/// A target, or `@` and a file with one target in each line.
fn targets(argument: &str) -> Result<Vec<TargetName>, Failure> {
    let text = match argument.strip_prefix('@') {
        Some(file) => fs::read_to_string(file)?,
        None => argument.to_owned(),
    };
    Ok(text
        .lines()
        .map(TargetName::new)
        .collect::<Result<_, _>>()?)
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let pause = arguments[0] != "--no-pause";
    if !pause {
        arguments.remove(0);
    }
    let state = PathBuf::from(&arguments[1]);
    let update = Update {
        pause,
        operation: arguments[0].clone(),
        url: arguments[2].clone(),
        root: fs::read(&arguments[3])?,
        targets: targets(&arguments[4])?,
    };
    if arguments.len() == 5 {
        return update.run(&state).await;
    }
    let end = Instant::now() + Duration::from_secs_f64(arguments[5].parse()?);
    let mut number = 0;
    while number < 2 || Instant::now() < end {
        let folder = match arguments[6].as_str() {
            "cold" => state.join(number.to_string()),
            _ => state.clone(),
        };
        let start = Instant::now();
        update.run(&folder).await?;
        println!("{}", start.elapsed().as_micros());
        number += 1;
    }
    Ok(())
}
