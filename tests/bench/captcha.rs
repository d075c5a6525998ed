//! How many sliding puzzles simple scripts solve, and what a puzzle costs to draw.
//!
//! Each solver rates every place where the piece may belong, and answers with the best. It knows
//! what a client knows: both pictures and the range of the answers. The last one has also seen
//! answered puzzles, as an attacker has who works on this generator.
//! Run: `cargo bench --bench captcha`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "a program that measures"
)]

use rustix::time::{ClockId, clock_gettime};
use shared::{
    captcha::picture::{self, HEIGHT, PIECE, WIDTH},
    platform::entropy::{Entropy, SeededEntropy},
};
use std::array;

/// Puzzles that the solvers are tried on.
const PUZZLES: usize = 200;
/// Further puzzles that the solver with learned weights has seen together with their answers.
const LESSONS: usize = 300;
/// Where the piece may belong, and how far off an answer may be (docs of the endpoint).
const FIRST: usize = 100;
const CHOICES: usize = 163;
const TOLERANCE: usize = 5;
/// The share that no single solver should exceed, in percent.
const TARGET: f32 = 25.0;

const ACROSS: usize = WIDTH as usize;
const DOWN: usize = HEIGHT as usize;
const STRIP: usize = PIECE as usize;

/// How well the piece seems to fit at each of the places where it may belong.
type Scores = [f32; CHOICES];
type Rgb = [f32; 3];
/// Name of a solver, and how it rates the places.
type Solver = (&'static str, fn(&Puzzle) -> Scores);

/// What an attacker has of a puzzle, prepared once for all solvers.
struct Puzzle {
    background: Vec<Rgb>,
    /// Opacity of the strip from 0 to 1, and what it shows.
    alpha: Vec<f32>,
    piece: Vec<Rgb>,
    /// Strip coordinates that the piece covers.
    inside: Vec<(usize, usize)>,
    /// Strip coordinates up to 4 pixels outside of the piece.
    around: Vec<(isize, isize)>,
    /// Points of the outline with the direction that leads out of the piece.
    outline: Vec<Edge>,
    answer: usize,
}

struct Edge {
    x: f32,
    y: f32,
    out: (f32, f32),
}

const SOLVERS: [Solver; 19] = [
    ("a  darkest region", darkest),
    ("a  brightest region", |puzzle| {
        darkest(puzzle).map(|score| -score)
    }),
    ("b  strongest outline, grey", |puzzle| {
        outline(puzzle, |step| {
            step.map(|_| (step[0] + step[1] + step[2]) / 3.0)
        })
    }),
    ("b  strongest outline, colour", |puzzle| {
        outline(puzzle, |step| step)
    }),
    ("c  correlation, grey", |puzzle| {
        correlation(puzzle, &grey(&puzzle.background), &grey(&puzzle.piece))
    }),
    ("c  correlation, high-pass", high_pass),
    ("c  correlation, colour", colour_correlation),
    ("d  mean colour in and out", |puzzle| {
        in_and_out(puzzle, |shift, _, _| shift)
    }),
    ("d  mean colour over spread", |puzzle| {
        in_and_out(puzzle, |shift, inner, outer| shift / (inner + outer + 1.0))
    }),
    ("d  spread in and out", |puzzle| {
        in_and_out(puzzle, |_, inner, outer| {
            (inner - outer).abs() / (inner + outer + 1.0)
        })
    }),
    ("e  edge maps", |puzzle| edge_maps(puzzle, |edge, _| edge)),
    ("e  edge maps, thresholded", |puzzle| {
        edge_maps(puzzle, |edge, limit| f32::from(u8::from(edge > limit)))
    }),
    ("f  seam", seam),
    ("g  outline covered, exactly", |puzzle| covered(puzzle, 0)),
    ("g  outline covered, +-1", |puzzle| covered(puzzle, 1)),
    ("g  outline covered, +-2", |puzzle| covered(puzzle, 2)),
    ("g  outline covered, +-3", |puzzle| covered(puzzle, 3)),
    ("h  one shift all around", |puzzle| one_shift(puzzle, 3.0)),
    ("h  one shift, weakest eighth", weakest_eighth),
];

fn main() {
    let seeds = SeededEntropy::new(20_240_229);
    let clock = cpu();
    let drawn: Vec<_> = (0..PUZZLES).map(|_| pose(&seeds)).collect();
    let spent = (cpu() - clock) / PUZZLES as f32;
    let sizes: Vec<_> = drawn
        .iter()
        .map(|(pictures, _)| pictures.background.len() + pictures.piece.len())
        .collect();
    println!(
        "{PUZZLES} puzzles: {spent:.2} ms of CPU each, {} bytes at most, {} on average",
        sizes.iter().max().unwrap_or(&0),
        sizes.iter().sum::<usize>() / PUZZLES
    );
    let puzzles: Vec<_> = drawn
        .iter()
        .map(|(pictures, x)| Puzzle::new(pictures, *x))
        .collect();

    report("blind guess", blind(&puzzles));
    report(
        "always the middle",
        share(&puzzles, |_| {
            array::from_fn(|at| -(at.abs_diff(CHOICES / 2) as f32))
        }),
    );
    for (name, solver) in SOLVERS {
        report(name, share(&puzzles, solver));
    }
    report("combined: the best five, summed", share(&puzzles, combined));

    let lessons: Vec<_> = (0..LESSONS)
        .map(|_| pose(&seeds))
        .map(|(pictures, x)| Puzzle::new(&pictures, x))
        .collect();
    let weights = learn(&lessons);
    println!("With {LESSONS} answered puzzles of this generator to learn from:");
    report(
        "all of them, weights learned",
        share(&puzzles, |puzzle| weigh(&features(puzzle), &weights)),
    );
}

fn cpu() -> f32 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    (now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6) as f32
}

fn pose(seeds: &SeededEntropy) -> (picture::Pictures, usize) {
    let mut seed = [0; 8];
    seeds.fill(&mut seed);
    let x = FIRST as u16 + u16::from(seeds.below(CHOICES as u8));
    // The drawing uses the same generator, so neighbouring states would give the same picture.
    let seed = u64::from_le_bytes(seed);
    (
        picture::draw(seed, x).unwrap_or_else(|_| panic!("no picture from seed {seed}")),
        usize::from(x),
    )
}

fn report(name: &str, share: f32) {
    println!(
        "{name:40} {share:5.1} %{}",
        if share > TARGET {
            "  over the target"
        } else {
            ""
        }
    );
}

/// How many of a hundred answers at random are right.
fn blind(puzzles: &[Puzzle]) -> f32 {
    let right = |puzzle: &Puzzle| {
        (FIRST..FIRST + CHOICES)
            .filter(|at| at.abs_diff(puzzle.answer) <= TOLERANCE)
            .count() as f32
    };
    100.0 * puzzles.iter().map(right).sum::<f32>() / (puzzles.len() * CHOICES) as f32
}

/// How many puzzles in a hundred a solver answers within the tolerance.
fn share(puzzles: &[Puzzle], scores: impl Fn(&Puzzle) -> Scores) -> f32 {
    let is_right =
        |puzzle: &&Puzzle| (FIRST + best(&scores(puzzle))).abs_diff(puzzle.answer) <= TOLERANCE;
    100.0 * puzzles.iter().filter(is_right).count() as f32 / puzzles.len() as f32
}

fn best(scores: &Scores) -> usize {
    (0..CHOICES)
        .max_by(|one, other| scores[*one].total_cmp(&scores[*other]))
        .unwrap_or(0)
}

impl Puzzle {
    fn new(pictures: &picture::Pictures, answer: usize) -> Self {
        let (background, _) = decode(&pictures.background);
        let (piece, alpha) = decode(&pictures.piece);
        let solid = |x: isize, y: isize| {
            (0..STRIP as isize).contains(&x)
                && (0..DOWN as isize).contains(&y)
                && alpha[y as usize * STRIP + x as usize] > 0.5
        };
        let near = |x: isize, y: isize, reach: isize| {
            (-reach..=reach).any(|a| {
                (-reach..=reach).any(|b| a * a + b * b <= reach * reach && solid(x + a, y + b))
            })
        };
        let mut inside = Vec::new();
        let mut around = Vec::new();
        let mut outline = Vec::new();
        for y in 0..DOWN as isize {
            for x in -4..STRIP as isize + 4 {
                if !solid(x, y) {
                    if near(x, y, 4) {
                        around.push((x, y));
                    }
                    continue;
                }
                inside.push((x as usize, y as usize));
                if [(1, 0), (-1, 0), (0, 1), (0, -1)]
                    .iter()
                    .all(|(a, b)| solid(x + a, y + b))
                {
                    continue;
                }
                let mut out = (0.0_f32, 0.0_f32);
                for (a, b) in (-3..=3).flat_map(|a| (-3..=3).map(move |b| (a, b))) {
                    if !solid(x + a, y + b) {
                        out = (out.0 + a as f32, out.1 + b as f32);
                    }
                }
                let length = out.0.hypot(out.1).max(0.01);
                outline.push(Edge {
                    x: x as f32,
                    y: y as f32,
                    out: (out.0 / length, out.1 / length),
                });
            }
        }
        Self {
            background,
            alpha,
            piece,
            inside,
            around,
            outline,
            answer,
        }
    }

    /// The background `reach` pixels outside of the outline (inside, if negative), the piece being
    /// at `left`.
    fn beside(&self, edge: &Edge, left: usize, reach: f32) -> Rgb {
        let x = (edge.x + edge.out.0 * reach).round() as isize + left as isize;
        let y = (edge.y + edge.out.1 * reach).round() as isize;
        self.at(x, y)
    }

    fn at(&self, x: isize, y: isize) -> Rgb {
        self.background[y.clamp(0, DOWN as isize - 1) as usize * ACROSS
            + x.clamp(0, ACROSS as isize - 1) as usize]
    }
}

fn decode(file: &[u8]) -> (Vec<Rgb>, Vec<f32>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder
        .read_info()
        .unwrap_or_else(|error| panic!("{error}"));
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or(0)];
    let info = reader
        .next_frame(&mut pixels)
        .unwrap_or_else(|error| panic!("{error}"));
    let pixels = pixels.chunks_exact(info.color_type.samples());
    let rgb = pixels
        .clone()
        .map(|pixel| array::from_fn(|channel| f32::from(pixel[channel])))
        .collect();
    (
        rgb,
        pixels
            .map(|pixel| pixel.get(3).map_or(1.0, |alpha| f32::from(*alpha) / 255.0))
            .collect(),
    )
}

fn everywhere(score: impl Fn(usize) -> f32) -> Scores {
    array::from_fn(|at| score(FIRST + at))
}

fn grey(picture: &[Rgb]) -> Vec<f32> {
    picture
        .iter()
        .map(|[red, green, blue]| 0.299 * red + 0.587 * green + 0.114 * blue)
        .collect()
}

fn minus(one: Rgb, other: Rgb) -> Rgb {
    array::from_fn(|channel| one[channel] - other[channel])
}

fn square(colour: Rgb) -> f32 {
    colour.iter().map(|channel| channel * channel).sum()
}

fn darkest(puzzle: &Puzzle) -> Scores {
    let grey = grey(&puzzle.background);
    everywhere(|left| {
        -puzzle
            .inside
            .iter()
            .map(|(x, y)| grey[y * ACROSS + x + left])
            .sum::<f32>()
    })
}

/// The step of the background across the outline, summed along it.
fn outline(puzzle: &Puzzle, seen: fn(Rgb) -> Rgb) -> Scores {
    everywhere(|left| {
        let step = |edge| {
            minus(
                puzzle.beside(edge, left, 1.5),
                puzzle.beside(edge, left, -1.5),
            )
        };
        puzzle
            .outline
            .iter()
            .map(|edge| square(seen(step(edge))).sqrt())
            .sum()
    })
}

/// Normalised cross-correlation of the piece's pixels with those beneath.
fn correlation(puzzle: &Puzzle, background: &[f32], piece: &[f32]) -> Scores {
    let inside: Vec<_> = puzzle
        .inside
        .iter()
        .filter(|(x, y)| puzzle.alpha[y * STRIP + x] > 0.95)
        .collect();
    let shown: Vec<_> = inside.iter().map(|(x, y)| piece[y * STRIP + x]).collect();
    everywhere(|left| {
        let beneath: Vec<_> = inside
            .iter()
            .map(|(x, y)| background[y * ACROSS + x + left])
            .collect();
        correlate(&shown, &beneath)
    })
}

fn correlate(one: &[f32], other: &[f32]) -> f32 {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let (first, second) = (mean(one), mean(other));
    let (mut both, mut one_alone, mut other_alone) = (0.0, 0.0, 0.0);
    for (a, b) in one.iter().zip(other) {
        both += (a - first) * (b - second);
        one_alone += (a - first) * (a - first);
        other_alone += (b - second) * (b - second);
    }
    both / (one_alone * other_alone).sqrt().max(1e-6)
}

fn high_pass(puzzle: &Puzzle) -> Scores {
    let sharp = |picture: &[Rgb], width: usize| {
        let grey = grey(picture);
        let at = |x: isize, y: isize| {
            grey[y.clamp(0, DOWN as isize - 1) as usize * width
                + x.clamp(0, width as isize - 1) as usize]
        };
        let blurred = |x: isize, y: isize| {
            (-3..=3)
                .flat_map(|a| (-3..=3).map(move |b| (a, b)))
                .map(|(a, b)| at(x + a, y + b))
                .sum::<f32>()
                / 49.0
        };
        (0..DOWN * width)
            .map(|place| ((place % width) as isize, (place / width) as isize))
            .map(|(x, y)| at(x, y) - blurred(x, y))
            .collect::<Vec<_>>()
    };
    correlation(
        puzzle,
        &sharp(&puzzle.background, ACROSS),
        &sharp(&puzzle.piece, STRIP),
    )
}

fn colour_correlation(puzzle: &Puzzle) -> Scores {
    let channels = [0, 1, 2].map(|channel| {
        let of = |picture: &[Rgb]| {
            picture
                .iter()
                .map(|pixel| pixel[channel])
                .collect::<Vec<_>>()
        };
        correlation(puzzle, &of(&puzzle.background), &of(&puzzle.piece))
    });
    array::from_fn(|at| channels.iter().map(|scores| scores[at]).sum())
}

/// Mean and spread of the colour beneath the piece and around it.
fn in_and_out(puzzle: &Puzzle, score: fn(f32, f32, f32) -> f32) -> Scores {
    let summary = |colours: &mut dyn Iterator<Item = Rgb>| {
        let (mut count, mut sum, mut squares) = (0.0, [0.0; 3], 0.0);
        for colour in colours {
            count += 1.0;
            sum = array::from_fn(|channel| sum[channel] + colour[channel]);
            squares += square(colour);
        }
        let mean = sum.map(|channel| channel / count);
        (mean, squares / count - square(mean))
    };
    everywhere(|left| {
        let (inner, inner_spread) = summary(
            &mut puzzle
                .inside
                .iter()
                .map(|(x, y)| puzzle.background[y * ACROSS + x + left]),
        );
        let (outer, outer_spread) = summary(
            &mut puzzle
                .around
                .iter()
                .map(|(x, y)| puzzle.at(x + left as isize, *y)),
        );
        score(square(minus(inner, outer)), inner_spread, outer_spread)
    })
}

fn sobel(picture: &[f32], width: usize) -> Vec<f32> {
    let at = |x: isize, y: isize| {
        picture[y.clamp(0, DOWN as isize - 1) as usize * width
            + x.clamp(0, width as isize - 1) as usize]
    };
    (0..DOWN * width)
        .map(|place| {
            let (x, y) = ((place % width) as isize, (place / width) as isize);
            let down = |x| at(x, y - 1) + 2.0 * at(x, y) + at(x, y + 1);
            let across = |y| at(x - 1, y) + 2.0 * at(x, y) + at(x + 1, y);
            (down(x + 1) - down(x - 1)).hypot(across(y + 1) - across(y - 1))
        })
        .collect()
}

/// Correlation of the edges of the piece, which lies on black, with those of the background.
fn edge_maps(puzzle: &Puzzle, kept: fn(f32, f32) -> f32) -> Scores {
    let laid: Vec<_> = grey(&puzzle.piece)
        .iter()
        .zip(&puzzle.alpha)
        .map(|(grey, alpha)| grey * alpha)
        .collect();
    let rows = puzzle.inside.iter().map(|(_, y)| *y);
    let (top, bottom) = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
    let edges = |picture: &[f32], width: usize| {
        let edges = sobel(picture, width)[top * width..(bottom + 1) * width].to_vec();
        let mut ranked = edges.clone();
        ranked.sort_by(f32::total_cmp);
        let limit = ranked[ranked.len() * 4 / 5];
        edges
            .into_iter()
            .map(|edge| kept(edge, limit))
            .collect::<Vec<_>>()
    };
    let (background, piece) = (
        edges(&grey(&puzzle.background), ACROSS),
        edges(&laid, STRIP),
    );
    everywhere(|left| {
        let window: Vec<_> = background
            .chunks(ACROSS)
            .flat_map(|row| row[left..left + STRIP].to_vec())
            .collect();
        correlate(&piece, &window)
    })
}

/// Whether the picture goes on from the piece to its surroundings, but for a difference of
/// brightness and contrast.
fn seam(puzzle: &Puzzle) -> Scores {
    let within = |edge: &Edge| {
        let (x, y) = (
            (edge.x - edge.out.0 * 3.0).round() as usize,
            (edge.y - edge.out.1 * 3.0).round() as usize,
        );
        puzzle.piece[y.min(DOWN - 1) * STRIP + x.min(STRIP - 1)]
    };
    let shown: [Vec<f32>; 3] = array::from_fn(|channel| {
        puzzle
            .outline
            .iter()
            .map(|edge| within(edge)[channel])
            .collect()
    });
    everywhere(|left| {
        (0..3)
            .map(|channel| {
                let beyond: Vec<_> = puzzle
                    .outline
                    .iter()
                    .map(|edge| puzzle.beside(edge, left, 2.5)[channel])
                    .collect();
                correlate(&shown[channel], &beyond)
            })
            .sum()
    })
}

/// Which share of the outline has an edge of its own direction close by.
fn covered(puzzle: &Puzzle, slack: i8) -> Scores {
    let step = |edge: &Edge, left, shift: f32| {
        square(minus(
            puzzle.beside(edge, left, shift + 1.0),
            puzzle.beside(edge, left, shift - 1.0),
        ))
        .sqrt()
    };
    let all = (FIRST..FIRST + CHOICES)
        .step_by(4)
        .flat_map(|left| puzzle.outline.iter().map(move |edge| step(edge, left, 0.0)));
    let mut all: Vec<_> = all.collect();
    all.sort_by(f32::total_cmp);
    let limit = all[all.len() * 3 / 4].max(1.0);
    everywhere(|left| {
        let found =
            |edge: &&Edge| (-slack..=slack).any(|shift| step(edge, left, f32::from(shift)) > limit);
        puzzle.outline.iter().filter(found).count() as f32
    })
}

/// How much of the step across the outline is the same all around.
fn one_shift(puzzle: &Puzzle, reach: f32) -> Scores {
    everywhere(|left| {
        let mut mean = [0.0; 3];
        let mut squares = 0.0;
        for edge in &puzzle.outline {
            let step = minus(
                puzzle.beside(edge, left, -reach),
                puzzle.beside(edge, left, reach),
            );
            mean = array::from_fn(|channel| {
                mean[channel] + step[channel] / puzzle.outline.len() as f32
            });
            squares += square(step) / puzzle.outline.len() as f32;
        }
        square(mean) / (squares + 1.0)
    })
}

/// The same by parts: the true place is one where no eighth of the outline lacks the shift that the
/// others have.
fn weakest_eighth(puzzle: &Puzzle) -> Scores {
    let middle = puzzle
        .outline
        .iter()
        .fold((0.0, 0.0), |sum, edge| (sum.0 + edge.x, sum.1 + edge.y));
    let middle = (
        middle.0 / puzzle.outline.len() as f32,
        middle.1 / puzzle.outline.len() as f32,
    );
    let eighth = |edge: &Edge| {
        let turn = (edge.y - middle.1).atan2(edge.x - middle.0) / std::f32::consts::TAU + 0.5;
        ((turn * 8.0) as usize).min(7)
    };
    everywhere(|left| {
        let mut parts = [[0.0_f32; 4]; 8];
        for edge in &puzzle.outline {
            let step = minus(
                puzzle.beside(edge, left, -3.0),
                puzzle.beside(edge, left, 3.0),
            );
            let part = &mut parts[eighth(edge)];
            for channel in 0..3 {
                part[channel] += step[channel];
            }
            part[3] += 1.0;
        }
        let parts = parts.map(|part| [0, 1, 2].map(|channel| part[channel] / part[3].max(1.0)));
        let mean = parts.iter().fold([0.0; 3], |sum, part| {
            array::from_fn(|channel| sum[channel] + part[channel] / 8.0)
        });
        let length = square(mean).sqrt().max(0.01);
        let along = parts.map(|part| {
            (0..3)
                .map(|channel| part[channel] * mean[channel] / length)
                .sum::<f32>()
        });
        along.iter().copied().fold(f32::MAX, f32::min)
    })
}

/// Every solver's scores, made comparable.
fn features(puzzle: &Puzzle) -> Vec<Scores> {
    SOLVERS
        .iter()
        .map(|(_, solver)| {
            let scores = solver(puzzle);
            let mean = scores.iter().sum::<f32>() / CHOICES as f32;
            let spread = (scores
                .iter()
                .map(|score| (score - mean).powi(2))
                .sum::<f32>()
                / CHOICES as f32)
                .sqrt();
            scores.map(|score| (score - mean) / spread.max(1e-6))
        })
        .collect()
}

fn weigh(features: &[Scores], weights: &[f32]) -> Scores {
    array::from_fn(|at| {
        features
            .iter()
            .zip(weights)
            .map(|(scores, weight)| scores[at] * weight)
            .sum()
    })
}

/// The sum of those that look at the whole outline and do better than the others.
fn combined(puzzle: &Puzzle) -> Scores {
    let best = [
        "spread in and out",
        "seam",
        "outline covered, +-2",
        "outline covered, +-3",
        "one shift, weakest eighth",
    ];
    weigh(
        &features(puzzle),
        &SOLVERS.map(|(name, _)| f32::from(u8::from(best.iter().any(|end| name.ends_with(end))))),
    )
}

/// Weights of all solvers by logistic regression over the places of puzzles with known answers.
fn learn(lessons: &[Puzzle]) -> Vec<f32> {
    let lessons: Vec<_> = lessons
        .iter()
        .map(|puzzle| (features(puzzle), puzzle.answer - FIRST))
        .collect();
    let mut weights = vec![0.0; SOLVERS.len()];
    for round in 0..300 {
        let mut slope = vec![0.0; weights.len()];
        for (features, answer) in &lessons {
            let scores = weigh(features, &weights);
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let mut odds = scores.map(|score| (score - top).exp());
            let total: f32 = odds.iter().sum();
            for odds in &mut odds {
                *odds /= total;
            }
            let right = |at: usize| at.abs_diff(*answer) <= 2;
            let mass: f32 = (0..CHOICES)
                .filter(|at| right(*at))
                .map(|at| odds[at])
                .sum::<f32>()
                .max(1e-9);
            for at in 0..CHOICES {
                let push = if right(at) { odds[at] / mass } else { 0.0 } - odds[at];
                for (slope, scores) in slope.iter_mut().zip(features) {
                    *slope += push * scores[at] / lessons.len() as f32;
                }
            }
        }
        let pace = if round < 150 { 1.0 } else { 0.4 };
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight += pace * slope;
        }
    }
    weights
}
