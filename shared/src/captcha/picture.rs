//! Draws the sliding puzzle: a mosaic with several holes, and a piece that fits one of them.
//!
//! A person finds the hole by its kind: which of its sides have a knob, a notch or neither. What a
//! script would measure instead is made unreliable:
//!
//! * Decoy holes share most of the piece's outline to the pixel, but differ in one or two sides.
//!   The true hole has the kind of the piece and slightly other measures, so that it is not the
//!   place where the outline of the piece fits best.
//! * Every hole shows another part of the mosaic, shifted in colour and with a texture. Its
//!   brightness and its hue change from one end to the other, so that there is no one colour by
//!   which inside and outside differ.
//! * The piece shows its part of the mosaic mixed with another part, and noise.
//!
//! Everything follows from the seed, so a test can draw a picture again. `tests/bench/captcha.rs`
//! measures how often simple solvers are right.

use crate::{
    error::{Error, ErrorContext, Result},
    platform::entropy::{Entropy, SeededEntropy},
};
use png::{BitDepth, ColorType, Compression, Encoder};
use std::{array, f32::consts::TAU};
use tiny_skia::{
    Color, FillRule, GradientStop, LinearGradient, Mask, Paint, Path, PathBuilder, Pixmap, Point,
    Rect, SpreadMode, Stroke, Transform,
};

/// Width of the background in pixels.
pub const WIDTH: u16 = 310;
/// Height of the background, and of the strip that holds the piece, in pixels.
pub const HEIGHT: u16 = 155;
/// Width of the piece in pixels.
pub const PIECE: u16 = 47;

/// Distance between the corners of the mosaic, and how far each strays from its place, in pixels.
const CELL: u16 = 22;
const STRAY: f32 = 7.5;
/// How far the hues of the mosaic are from its middle hue, in degrees.
const HUES: f32 = 45.0;
/// How much of the colour of the mosaic is left in the piece, from 0 to 1. With more of it, the
/// seam between piece and surroundings tells where the piece belongs.
const OWN_COLOUR: f32 = 0.22;
/// Pixels that stay free around the true hole; an answer may be off by as much.
const CLEARANCE: f32 = 5.0;
/// Pixels between two decoys.
const GAP: f32 = 4.0;
/// No more decoys than this outside of the row of the piece.
const STRAY_DECOYS: usize = 3;
/// How often a place for those is looked for.
const TRIES: usize = 12;

/// Red, green and blue from 0 to 255.
type Rgb = [f32; 3];

/// The two pictures, as PNG.
pub struct Pictures {
    /// `WIDTH` × `HEIGHT`, RGB, with the holes.
    pub background: Vec<u8>,
    /// `PIECE` × `HEIGHT`, RGBA: the piece at the height of the hole, transparent around it.
    pub piece: Vec<u8>,
}

/// Draws a puzzle whose true hole begins at `x`, from 0 to `WIDTH` − `PIECE`.
pub fn draw(seed: u64, x: u16) -> Result<Pictures> {
    let random = Random::new(seed);
    let (background, piece) =
        paint(&random, x).ok_or_else(|| Error::internal("drawing a puzzle"))?;
    let rgb: Vec<u8> = background
        .pixels()
        .iter()
        .flat_map(|p| [p.red(), p.green(), p.blue()])
        .collect();
    let rgba: Vec<u8> = piece
        .pixels()
        .iter()
        .map(tiny_skia::PremultipliedColorU8::demultiply)
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()])
        .collect();
    Ok(Pictures {
        background: encode(&rgb, WIDTH, ColorType::Rgb)?,
        piece: encode(&rgba, PIECE, ColorType::Rgba)?,
    })
}

fn paint(random: &Random, x: u16) -> Option<(Pixmap, Pixmap)> {
    let mosaic = Mosaic::new(random)?;
    let layout = Layout::new(random, x)?;
    let mut background = mosaic.scene.clone();
    for hole in &layout.decoys {
        let fill = Fill::new(mosaic.hue, random.between(0.6, 0.75), random);
        draw_hole(&mut background, &mosaic, hole, &fill)?;
    }
    // A little weaker, lest it be the place where inside and outside differ most.
    let fill = Fill::new(mosaic.hue, random.between(0.5, 0.62), random);
    draw_hole(&mut background, &mosaic, &layout.hole, &fill)?;
    let piece = cut(&mosaic, &layout.piece, x, random)?;
    Some((background, piece))
}

/// Numbers for drawing, all of them from the seed.
struct Random(SeededEntropy);

impl Random {
    const fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    /// A number from `from` up to, but without, `to`.
    fn between(&self, from: f32, to: f32) -> f32 {
        let mut bytes = [0; 2];
        self.0.fill(&mut bytes);
        from + (to - from) * f32::from(u16::from_le_bytes(bytes)) / 65_536.0
    }

    fn below(&self, count: u8) -> u8 {
        self.0.below(count)
    }

    fn coin(&self) -> bool {
        self.below(2) == 0
    }
}

/// Triangles of related colours, so that there are edges everywhere and no place looks special.
struct Mosaic {
    scene: Pixmap,
    /// The middle hue in degrees.
    hue: f32,
}

impl Mosaic {
    fn new(random: &Random) -> Option<Self> {
        let hue = random.between(0.0, 360.0);
        let scene = Pixmap::new(u32::from(WIDTH), u32::from(HEIGHT))?;
        let mut mosaic = Self { scene, hue };
        // Triangles that turn over leave gaps of some pixels.
        let [red, green, blue] = hsl(hue, 0.5, 0.5).map(clamp);
        mosaic.scene.fill(Color::from_rgba8(red, green, blue, 255));
        let columns = WIDTH / CELL + 3;
        let corner = |at: u16| {
            let place = |step: u16| {
                (f32::from(step) - 0.7) * f32::from(CELL) + random.between(-STRAY, STRAY)
            };
            Point::from_xy(place(at % columns), place(at / columns))
        };
        let corners: Vec<_> = (0..columns * (HEIGHT / CELL + 3)).map(corner).collect();
        let rows: Vec<_> = corners.chunks_exact(usize::from(columns)).collect();
        for (upper, lower) in rows.iter().zip(&rows[1..]) {
            for (above, below) in upper.windows(2).zip(lower.windows(2)) {
                let halves = if random.coin() {
                    [
                        [above[0], above[1], below[0]],
                        [above[1], below[1], below[0]],
                    ]
                } else {
                    [
                        [above[0], above[1], below[1]],
                        [above[0], below[1], below[0]],
                    ]
                };
                for triangle in halves {
                    mosaic.lay(triangle, random)?;
                }
            }
        }
        Some(mosaic)
    }

    fn lay(&mut self, triangle: [Point; 3], random: &Random) -> Option<()> {
        let hue = self.hue + random.between(-HUES, HUES);
        let [red, green, blue] =
            hsl(hue, random.between(0.35, 0.7), random.between(0.3, 0.8)).map(clamp);
        let mut paint = Paint {
            anti_alias: false,
            ..Paint::default()
        };
        paint.set_color_rgba8(red, green, blue, 255);
        let path = polygon(&triangle)?;
        self.scene.fill_path(
            &path,
            &paint,
            FillRule::Winding,
            Transform::identity(),
            None,
        );
        Some(())
    }
}

/// The distance, right and down, to a part of the mosaic that is shown instead of what is there.
fn elsewhere(random: &Random) -> (u16, u16) {
    (
        40 + u16::from(random.below(220)),
        u16::from(random.below(155)),
    )
}

/// Where the holes are and what outline each has.
struct Layout {
    piece: Hole,
    hole: Hole,
    decoys: Vec<Hole>,
}

impl Layout {
    fn new(random: &Random, x: u16) -> Option<Self> {
        let half = f32::from(PIECE) / 2.0;
        let top = f32::from(random.below(u8::try_from(HEIGHT - PIECE).unwrap_or(u8::MAX)));
        let middle = Point::from_xy(f32::from(x) + half, top + half);
        let piece = Hole {
            shape: Shape::new(random),
            middle,
        };
        let hole = Hole {
            shape: piece.shape.loosely(random),
            middle: Point::from_xy(middle.x, middle.y + random.between(-1.5, 1.5)),
        };
        let mut layout = Self {
            piece,
            hole,
            decoys: Vec::new(),
        };
        layout.fill_row(random, -1.0)?;
        layout.fill_row(random, 1.0)?;
        layout.scatter(random)?;
        Some(layout)
    }

    /// Sets decoys side by side from the true hole to the edge of the picture, to the left (−1)
    /// or to the right (1).
    fn fill_row(&mut self, random: &Random, way: f32) -> Option<()> {
        let end = |bounds: Rect| {
            if way < 0.0 {
                -bounds.left()
            } else {
                bounds.right()
            }
        };
        let start = |bounds: Rect| {
            if way < 0.0 {
                bounds.right()
            } else {
                -bounds.left()
            }
        };
        let mut at = way * (end(self.hole.bounds()?) + CLEARANCE);
        loop {
            let y = self.piece.middle.y + random.between(-1.5, 1.5);
            let shape = self.piece.shape.decoy(random);
            let reach = start(
                Hole {
                    shape: shape.clone(),
                    middle: Point::zero(),
                }
                .bounds()?,
            );
            let decoy = Hole {
                shape,
                middle: Point::from_xy(at + way * (reach + random.between(0.0, 3.0)), y),
            };
            let bounds = decoy.bounds()?;
            if bounds.left() < 1.0 || bounds.right() > f32::from(WIDTH) - 1.0 {
                return Some(());
            }
            at = way * (end(bounds) + GAP);
            self.decoys.push(decoy);
        }
    }

    /// Sets some decoys wherever there is room.
    fn scatter(&mut self, random: &Random) -> Option<()> {
        let half = f32::from(PIECE) / 2.0;
        let most = self.decoys.len() + STRAY_DECOYS;
        for _ in 0..TRIES {
            let x = random.between(half, f32::from(WIDTH) - half);
            let y = random.between(half, f32::from(HEIGHT) - half);
            let decoy = Hole {
                shape: self.piece.shape.decoy(random),
                middle: Point::from_xy(x, y),
            };
            let room = decoy.bounds()?.outset(CLEARANCE, CLEARANCE)?;
            let is_free = |other: &Hole| {
                other
                    .bounds()
                    .is_some_and(|bounds| room.intersect(&bounds).is_none())
            };
            if self.decoys.len() < most && is_free(&self.hole) && self.decoys.iter().all(is_free) {
                self.decoys.push(decoy);
            }
        }
        Some(())
    }
}

/// An outline at its place in the background.
struct Hole {
    shape: Shape,
    middle: Point,
}

impl Hole {
    fn path(&self) -> Option<Path> {
        polygon(&self.shape.points(self.middle))
    }

    fn bounds(&self) -> Option<Rect> {
        self.path().map(|path| path.bounds())
    }
}

/// What a side of a jigsaw piece has. This is what a person tells holes apart by.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Knob,
    Notch,
    Straight,
}

impl Side {
    /// Straight sides are rarer, as they tell less.
    fn new(random: &Random) -> Self {
        [
            Self::Knob,
            Self::Knob,
            Self::Notch,
            Self::Notch,
            Self::Straight,
        ][usize::from(random.below(5))]
    }

    fn is_opposite(self, other: Self) -> bool {
        self != other && self != Self::Straight && other != Self::Straight
    }
}

/// A side with its measures in pixels.
#[derive(Clone)]
struct Edge {
    side: Side,
    /// From the middle of the side to the middle of the knob.
    offset: f32,
    /// How far the control points of the knob are from the side; the knob reaches 0.8 of it.
    height: f32,
    /// Half the width of the knob where it begins.
    neck: f32,
}

impl Edge {
    fn new(side: Side, random: &Random) -> Self {
        let offset = random.between(-3.5, 3.5);
        Self {
            side,
            offset,
            height: random.between(9.5, 11.0),
            neck: random.between(3.2, 4.4),
        }
    }
}

/// The outline of a jigsaw piece.
#[derive(Clone)]
struct Shape {
    /// Half the width and half the height of the body, in pixels.
    half: [f32; 2],
    /// By how many radians it is turned.
    turn: f32,
    /// The sides from the top clockwise.
    edges: [Edge; 4],
    /// Where the waves of its hand-cut look begin, in radians.
    waves: [f32; 4],
}

impl Shape {
    fn new(random: &Random) -> Self {
        let kind = loop {
            let kind = array::from_fn(|_| Side::new(random));
            if is_telling(&kind) {
                break kind;
            }
        };
        Self {
            half: array::from_fn(|_| random.between(12.5, 14.0)),
            turn: 0.0,
            edges: kind.map(|side| Edge::new(side, random)),
            waves: waves(random),
        }
    }

    fn kind(&self) -> [Side; 4] {
        array::from_fn(|at| self.edges[at].side)
    }

    /// The same kind with other measures: to a person the same, to a template some pixels off
    /// along most of its length.
    fn loosely(&self, random: &Random) -> Self {
        let growth = random.between(-0.5, 2.0);
        let stretch = if random.coin() { 1.6 } else { -1.6 };
        let edges = self.edges.clone().map(|edge| {
            let slip = random.between(2.3, 4.4);
            Edge {
                side: edge.side,
                offset: edge.offset + if edge.offset > 0.0 { -slip } else { slip },
                height: random.between(9.5, 12.5),
                neck: random.between(3.2, 4.6),
            }
        });
        Self {
            half: [
                self.half[0] + growth + stretch,
                self.half[1] + growth - stretch,
            ],
            turn: random.between(-0.05, 0.05),
            edges,
            waves: waves(random),
        }
    }

    /// Another kind with the same measures in the sides that are alike: to a person another
    /// shape, to a template a good fit along most of its length.
    fn decoy(&self, random: &Random) -> Self {
        let own = self.kind();
        let differ_in_one = random.below(3) > 0;
        let kind = loop {
            let kind: [Side; 4] = array::from_fn(|_| Side::new(random));
            let pairs = || own.into_iter().zip(kind);
            let different = pairs().filter(|(one, other)| one != other).count();
            // A single side that differs has to differ clearly.
            let is_clear = if differ_in_one {
                different == 1 && pairs().any(|(one, other)| one.is_opposite(other))
            } else {
                different == 2
            };
            if is_telling(&kind) && is_clear {
                break kind;
            }
        };
        let growth = random.between(-0.5, 2.2);
        Self {
            half: self
                .half
                .map(|half| half + growth + random.between(-0.5, 0.5)),
            turn: random.between(-0.03, 0.03),
            edges: array::from_fn(|at| {
                let edge = &self.edges[at];
                if edge.side == kind[at] {
                    edge.clone()
                } else {
                    Edge::new(kind[at], random)
                }
            }),
            waves: self.waves,
        }
    }

    /// The outline, clockwise, in steps of a few pixels.
    fn points(&self, middle: Point) -> Vec<Point> {
        let (sin, cos) = self.turn.sin_cos();
        let [first, second, third, fourth] = self.waves;
        let mut points = Vec::new();
        for (at, edge) in self.edges.iter().enumerate() {
            for (along, out) in edge.points(self.half[at % 2]) {
                let up = out + self.half[(at + 1) % 2];
                let (x, y) = [(along, -up), (up, along), (-along, up), (-up, -along)][at];
                let across =
                    (y * 0.27 + x * 0.1 + first).sin() + 0.7 * (y * 0.5 - x * 0.2 + second).sin();
                let down =
                    (x * 0.27 - y * 0.1 + third).sin() + 0.7 * (x * 0.5 + y * 0.2 + fourth).sin();
                let (x, y) = (x + 0.45 * across, y + 0.45 * down);
                points.push(Point::from_xy(
                    middle.x + x * cos - y * sin,
                    middle.y + x * sin + y * cos,
                ));
            }
        }
        points
    }
}

impl Edge {
    /// Points along the side, from −`half` to `half`, and how far out of it each is.
    fn points(&self, half: f32) -> Vec<(f32, f32)> {
        let height = match self.side {
            Side::Straight => {
                return fractions(8)
                    .map(|part| (half * (2.0 * part - 1.0), 0.0))
                    .collect();
            }
            Side::Knob => self.height,
            Side::Notch => -self.height,
        };
        let (begin, end) = (self.offset - self.neck, self.offset + self.neck);
        let before = fractions(4).map(|part| (-half + (begin + half) * part, 0.0));
        let after = fractions(4).map(|part| (end + (half - end) * part, 0.0));
        // A Bézier curve whose control points lie 7 pixels beside the neck.
        let knob = fractions(12).map(|part| {
            let rest = 1.0 - part;
            let beside = 3.0 * part * rest * (part - rest) * (self.neck + 7.0);
            let neck = (part.powi(3) - rest.powi(3)) * self.neck;
            (self.offset + neck + beside, 3.15 * part * rest * height)
        });
        before.chain(knob).chain(after).collect()
    }
}

/// Whether a person can tell this kind from others: at least three sides have something, and no
/// more than two notches leave little of the body.
fn is_telling(kind: &[Side; 4]) -> bool {
    let count = |side| kind.iter().filter(|other| **other == side).count();
    count(Side::Straight) <= 1 && count(Side::Notch) <= 2
}

fn waves(random: &Random) -> [f32; 4] {
    array::from_fn(|_| random.between(0.0, TAU))
}

/// 0, 1/`count`, 2/`count` … without 1.
fn fractions(count: u8) -> impl Iterator<Item = f32> {
    (0..count).map(move |at| f32::from(at) / f32::from(count))
}

fn polygon(points: &[Point]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (at, point) in points.iter().enumerate() {
        if at == 0 {
            path.move_to(point.x, point.y);
        } else {
            path.line_to(point.x, point.y);
        }
    }
    path.close();
    path.finish()
}

/// What a hole shows: another part of the mosaic, tinted, with a texture.
struct Fill {
    /// The tints, from one end to the other.
    tints: [Rgb; 16],
    /// Unit vector from the one end to the other.
    run: (f32, f32),
    /// How much of the colour is the tint's, from 0 to 1.
    strength: f32,
    /// Unit vector across the stripes.
    stripes: (f32, f32),
    is_chequered: bool,
    /// Distance of the stripes in pixels.
    period: f32,
    /// How much brighter or darker they are.
    depth: f32,
    /// Unit vector from the dark end of the rim to the light one.
    light: (f32, f32),
    /// How far away the part of the mosaic is that it shows.
    aside: (u16, u16),
}

impl Fill {
    fn new(hue: f32, strength: f32, random: &Random) -> Self {
        // From one side of the mosaic's hues to the other by the far way, and from dark to light.
        let first = random.between(60.0, 110.0);
        let last = random.between(250.0, 300.0);
        let (first, last) = if random.coin() {
            (first, last)
        } else {
            (last, first)
        };
        let saturation = random.between(0.5, 0.85);
        let (dark, light) = (random.between(0.2, 0.34), random.between(0.7, 0.88));
        let mut tints = [[0.0; 3]; 16];
        for (tint, part) in tints.iter_mut().zip(fractions(16)) {
            *tint = hsl(
                hue + first + (last - first) * part,
                saturation,
                dark + (light - dark) * part,
            );
        }
        let direction = |angle: f32| (angle.cos(), angle.sin());
        Self {
            tints,
            run: direction(random.between(0.0, TAU)),
            strength,
            light: direction(random.between(0.0, TAU)),
            stripes: direction(f32::from(random.below(4)) * TAU / 8.0),
            is_chequered: random.coin(),
            period: random.between(4.0, 7.0),
            depth: random.between(14.0, 28.0),
            aside: elsewhere(random),
        }
    }

    /// The colour at a place, given relative to the middle of the hole.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the steps"
    )]
    fn colour(&self, mosaic: Rgb, from_middle: Point) -> Rgb {
        let Point { x, y } = from_middle;
        let part = ((x * self.run.0 + y * self.run.1) / 30.0 + 0.5).clamp(0.0, 0.999);
        let tint = self.tints[(part * 16.0) as usize];
        let wave = |at: f32| ((at / self.period).rem_euclid(1.0) - 0.5).abs() * 4.0 - 1.0;
        let stripe = wave(x * self.stripes.0 + y * self.stripes.1);
        let texture = if self.is_chequered {
            1.6 * stripe * wave(y * self.stripes.0 - x * self.stripes.1)
        } else {
            stripe
        };
        array::from_fn(|at| {
            mosaic[at] + (tint[at] - mosaic[at]) * self.strength + self.depth * texture
        })
    }
}

fn draw_hole(picture: &mut Pixmap, mosaic: &Mosaic, hole: &Hole, fill: &Fill) -> Option<()> {
    let path = hole.path()?;
    let mut mask = Mask::new(u32::from(WIDTH), u32::from(HEIGHT))?;
    mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
    let bounds = path.bounds();
    let columns = whole(bounds.left())..=whole(bounds.right()).min(WIDTH - 1);
    for y in whole(bounds.top())..=whole(bounds.bottom()).min(HEIGHT - 1) {
        for x in columns.clone() {
            let cover = f32::from(mask.data()[index(x, y, WIDTH)]) / 255.0;
            let elsewhere = index(
                (x + fill.aside.0) % WIDTH,
                (y + fill.aside.1) % HEIGHT,
                WIDTH,
            );
            let from_middle = Point::from_xy(f32::from(x), f32::from(y)) - hole.middle;
            let shown = fill.colour(colour(&mosaic.scene, elsewhere), from_middle);
            let here = index(x, y, WIDTH);
            let old = colour(picture, here);
            for channel in 0..3 {
                let new = old[channel] + (shown[channel].clamp(0.0, 255.0) - old[channel]) * cover;
                picture.data_mut()[here * 4 + channel] = clamp(new);
            }
        }
    }
    // A rim of one colour would be found by its colour.
    let reach = Point::from_xy(24.0 * fill.light.0, 24.0 * fill.light.1);
    let stops = vec![
        GradientStop::new(0.0, Color::from_rgba8(255, 255, 255, 190)),
        GradientStop::new(0.5, Color::from_rgba8(128, 128, 128, 40)),
        GradientStop::new(1.0, Color::from_rgba8(0, 0, 0, 160)),
    ];
    let shader = LinearGradient::new(
        hole.middle + reach,
        hole.middle - reach,
        stops,
        SpreadMode::Pad,
        Transform::identity(),
    )?;
    let rim = Stroke {
        width: 1.3,
        ..Stroke::default()
    };
    picture.stroke_path(
        &path,
        &Paint {
            shader,
            ..Paint::default()
        },
        &rim,
        Transform::identity(),
        None,
    );
    Some(())
}

/// The piece in its strip: the mosaic at `x`, mixed with another part, with noise and a light rim.
fn cut(mosaic: &Mosaic, piece: &Hole, x: u16, random: &Random) -> Option<Pixmap> {
    let path = piece.path()?;
    let aside = Transform::from_translate(-f32::from(x), 0.0);
    let mut mask = Mask::new(u32::from(PIECE), u32::from(HEIGHT))?;
    mask.fill_path(&path, FillRule::Winding, true, aside);
    let (right, down) = elsewhere(random);
    let shift: Rgb = array::from_fn(|_| random.between(-20.0, 10.0));
    let mut strip = Pixmap::new(u32::from(PIECE), u32::from(HEIGHT))?;
    for (y, column) in (0..HEIGHT).flat_map(|y| (0..PIECE).map(move |column| (y, column))) {
        let here = index(column, y, PIECE);
        let cover = mask.data()[here];
        if cover == 0 {
            continue;
        }
        let own = colour(&mosaic.scene, index(x + column, y, WIDTH));
        let there = index((x + column + right) % WIDTH, (y + down) % HEIGHT, WIDTH);
        let other = colour(&mosaic.scene, there);
        let noise = random.between(-14.0, 14.0);
        let pixel = &mut strip.data_mut()[here * 4..][..4];
        for channel in 0..3 {
            let mixed = other[channel] + (own[channel] - other[channel]) * OWN_COLOUR;
            let shown = (mixed + shift[channel] + noise).clamp(0.0, 255.0);
            pixel[channel] = clamp(shown * f32::from(cover) / 255.0);
        }
        pixel[3] = cover;
    }
    let mut white = Paint::default();
    white.set_color_rgba8(255, 255, 255, 225);
    let rim = Stroke {
        width: 1.6,
        ..Stroke::default()
    };
    strip.stroke_path(&path, &white, &rim, aside, None);
    Some(strip)
}

fn index(x: u16, y: u16, width: u16) -> usize {
    usize::from(y) * usize::from(width) + usize::from(x)
}

/// The colour of an opaque picture.
fn colour(picture: &Pixmap, index: usize) -> Rgb {
    array::from_fn(|channel| f32::from(picture.data()[index * 4 + channel]))
}

/// Red, green and blue from 0 to 255, from degrees and two numbers between 0 and 1.
fn hsl(hue: f32, saturation: f32, lightness: f32) -> Rgb {
    let reach = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|shift| {
        let part = (shift + hue / 30.0).rem_euclid(12.0);
        255.0 * (lightness - reach * (part - 3.0).min(9.0 - part).clamp(-1.0, 1.0))
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits"
)]
fn clamp(value: f32) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits"
)]
fn whole(value: f32) -> u16 {
    value.clamp(0.0, f32::from(u16::MAX)) as u16
}

fn encode(pixels: &[u8], width: u16, colour: ColorType) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, u32::from(width), u32::from(HEIGHT));
    encoder.set_color(colour);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header().internal("writing a picture")?;
    writer
        .write_image_data(pixels)
        .internal("writing a picture")?;
    writer.finish().internal("writing a picture")?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels of a picture, and how many bytes each takes.
    fn decode(file: &[u8]) -> (Vec<u8>, png::OutputInfo) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (pixels, info)
    }

    #[test]
    fn the_pictures_have_the_documented_sizes_and_fit_60_kb() {
        for seed in 0..50 {
            let pictures = draw(seed, 100 + u16::try_from(seed).unwrap() * 3).unwrap();
            let (_, background) = decode(&pictures.background);
            let (_, piece) = decode(&pictures.piece);
            assert_eq!((background.width, background.height), (310, 155));
            assert_eq!(
                (piece.width, piece.height, piece.color_type),
                (47, 155, ColorType::Rgba)
            );
            let size = pictures.background.len() + pictures.piece.len();
            assert!(size <= 60_000, "{size} bytes from seed {seed}");
        }
    }

    /// Mean difference of the piece's colours from those of the mosaic at `x`.
    fn difference(mosaic: &Mosaic, strip: &[u8], x: u16) -> f32 {
        let mut sum = 0.0;
        let mut count = 0.0;
        for (y, column) in (0..HEIGHT).flat_map(|y| (0..PIECE).map(move |column| (y, column))) {
            let pixel = &strip[index(column, y, PIECE) * 4..][..4];
            let is_rim = pixel[..3].iter().all(|channel| *channel > 200);
            if pixel[3] == 255 && !is_rim {
                let there = colour(&mosaic.scene, index(x + column, y, WIDTH));
                sum += (0..3)
                    .map(|channel| (f32::from(pixel[channel]) - there[channel]).abs())
                    .sum::<f32>();
                count += 3.0;
            }
        }
        sum / count
    }

    #[test]
    fn the_piece_is_cut_from_its_place_though_recoloured() {
        let (mut own, mut other) = (0.0, 0.0);
        for seed in 0..60 {
            let (strip, _) = decode(&draw(seed, 181).unwrap().piece);
            let mosaic = Mosaic::new(&Random::new(seed)).unwrap();
            let here = difference(&mosaic, &strip, 181);
            assert!(
                here > 12.0,
                "the piece of seed {seed} differs by {here} only: a template finds it"
            );
            own += here;
            other += [0, 60, 120, 241]
                .map(|x| difference(&mosaic, &strip, x))
                .iter()
                .sum::<f32>()
                / 4.0;
        }
        assert!(
            own < 0.95 * other,
            "pieces differ by {own} from their own places and by {other} from others"
        );
    }

    #[test]
    fn the_piece_is_opaque_inside_its_square_and_transparent_around_it() {
        for seed in 0..50 {
            let (strip, _) = decode(&draw(seed, 150).unwrap().piece);
            let alpha = |x: u16, y: u16| strip[index(x, y, PIECE) * 4 + 3];
            let covered = |y: &u16| (0..PIECE).any(|x| alpha(x, *y) > 0);
            let rows: Vec<_> = (0..HEIGHT).filter(covered).collect();
            let (top, bottom) = (rows[0], rows[rows.len() - 1]);
            assert!(
                bottom - top <= PIECE,
                "the piece of seed {seed} is {} high",
                bottom - top + 1
            );
            assert_eq!(
                rows.len(),
                usize::from(bottom - top) + 1,
                "the piece of seed {seed} has gaps"
            );
            let opaque = strip
                .chunks_exact(4)
                .filter(|pixel| pixel[3] == 255)
                .count();
            assert!(
                (350..1_400).contains(&opaque),
                "{opaque} opaque pixels from seed {seed}"
            );
            let beside = [(0, top), (PIECE - 1, top), (0, bottom), (PIECE - 1, bottom)];
            assert!(
                beside.iter().all(|(x, y)| alpha(*x, *y) == 0),
                "no transparent corner from seed {seed}"
            );
        }
    }

    #[test]
    fn a_seed_and_a_place_give_the_same_pictures_again() {
        for seed in 0..5 {
            let (one, other) = (draw(seed, 222).unwrap(), draw(seed, 222).unwrap());
            assert!(one.background == other.background && one.piece == other.piece);
            assert_ne!(one.background, draw(seed, 223).unwrap().background);
        }
    }

    #[test]
    fn every_place_of_the_contract_can_be_drawn() {
        for x in 100..=262 {
            draw(u64::from(x), x).unwrap();
        }
    }

    /// Layouts of many puzzles.
    fn layouts() -> impl Iterator<Item = (u64, Layout)> {
        (0..600).map(|seed| {
            let x = 100 + u16::try_from(seed * 7 % 163).unwrap();
            (seed, Layout::new(&Random::new(seed), x).unwrap())
        })
    }

    #[test]
    fn only_the_true_hole_has_the_outline_of_the_piece() {
        for (
            seed,
            Layout {
                piece,
                hole,
                decoys,
            },
        ) in layouts()
        {
            assert_eq!(hole.shape.kind(), piece.shape.kind());
            assert!(
                (hole.middle.x - piece.middle.x).abs() < 0.01,
                "the hole of seed {seed} is not at x"
            );
            assert!(
                (hole.middle.y - piece.middle.y).abs() <= 1.5,
                "the hole of seed {seed} is not at y"
            );
            for decoy in decoys {
                let pairs = || piece.shape.kind().into_iter().zip(decoy.shape.kind());
                let different = pairs().filter(|(one, other)| one != other).count();
                let is_clear = different == 2
                    || different == 1 && pairs().any(|(one, other)| one.is_opposite(other));
                assert!(
                    is_clear,
                    "{:?} looks like {:?}",
                    decoy.shape.kind(),
                    piece.shape.kind()
                );
            }
        }
    }

    #[test]
    fn no_decoy_reaches_into_the_tolerance_around_the_true_hole() {
        for (
            seed,
            Layout {
                piece,
                hole,
                decoys,
            },
        ) in layouts()
        {
            let zone = hole
                .bounds()
                .unwrap()
                .outset(CLEARANCE - 0.01, CLEARANCE - 0.01)
                .unwrap();
            for decoy in &decoys {
                let bounds = decoy.bounds().unwrap();
                assert!(
                    zone.intersect(&bounds).is_none(),
                    "a decoy of seed {seed} reaches into the tolerance"
                );
                let is_in_row = (decoy.middle.y - piece.middle.y).abs() < 5.0;
                let distance = (decoy.middle.x - piece.middle.x).abs();
                assert!(
                    !is_in_row || distance > 20.0,
                    "a decoy of seed {seed} is {distance} pixels aside"
                );
            }
        }
    }

    #[test]
    fn there_are_decoys_in_the_row_where_an_answer_may_be() {
        let mut total = 0;
        for (seed, Layout { piece, decoys, .. }) in layouts() {
            let answers = 100.0..=262.0;
            let is_likely = |decoy: &&Hole| {
                (decoy.middle.y - piece.middle.y).abs() <= 1.5
                    && answers.contains(&(decoy.middle.x - f32::from(PIECE) / 2.0))
            };
            let likely = decoys.iter().filter(is_likely).count();
            assert!(
                likely >= 1,
                "seed {seed} has no decoy where an answer may be"
            );
            total += likely;
        }
        assert!(total >= 600 * 2, "only {total} decoys in 600 puzzles");
    }

    /// In how much of the outline of the true hole the colour changes visibly, from 0 to 1.
    fn visible(scene: &Pixmap, hole: &Hole) -> f32 {
        let points = hole.shape.points(hole.middle);
        let (mut seen, mut count) = (0.0, 0.0);
        for (at, point) in points.iter().enumerate() {
            let next = points[(at + 1) % points.len()];
            let along = next - *point;
            let mut out = Point::from_xy(along.y, -along.x);
            assert!(out.normalize());
            let beside = |reach: f32| {
                let (x, y) = (point.x + out.x * reach, point.y + out.y * reach);
                colour(
                    scene,
                    index(whole(x).min(WIDTH - 1), whole(y).min(HEIGHT - 1), WIDTH),
                )
            };
            let (inner, outer) = (beside(-2.5), beside(2.5));
            let step = (0..3)
                .map(|channel| (inner[channel] - outer[channel]).powi(2))
                .sum::<f32>()
                .sqrt();
            seen += f32::from(u8::from(step > 40.0));
            count += 1.0;
        }
        seen / count
    }

    #[test]
    fn a_person_can_see_the_true_hole() {
        for seed in 0..150 {
            let random = Random::new(seed);
            let mosaic = Mosaic::new(&random).unwrap();
            let hole = Layout::new(&random, 170).unwrap().hole;
            let (background, _) = paint(&Random::new(seed), 170).unwrap();
            let (with, without) = (visible(&background, &hole), visible(&mosaic.scene, &hole));
            assert!(
                with >= 0.6 && with > without + 0.2,
                "{with} of the outline of seed {seed} show, {without} without the hole"
            );
        }
    }

    #[test]
    fn two_puzzles_are_two_pictures() {
        assert_ne!(
            draw(1, 150).unwrap().background,
            draw(2, 150).unwrap().background
        );
    }
}
