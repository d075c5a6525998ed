//! Draws the sliding puzzle: a picture with a hole, and the piece that was cut out of it.
//!
//! Every picture is drawn anew from a seed: a gradient, smooth noise and some shapes.

use crate::{
    error::{Error, ErrorContext, Result},
    platform::entropy::{Entropy, SeededEntropy},
};
use png::{BitDepth, ColorType, Compression, Encoder};
use tiny_skia::{
    Color, FillRule, GradientStop, LinearGradient, Mask, Paint, Path, PathBuilder, Pixmap, Point,
    Rect, Shader, SpreadMode, Stroke, Transform,
};

/// Width of the picture in pixels.
pub const WIDTH: u16 = 310;
/// Height of the picture, and of the strip that holds the piece, in pixels.
pub const HEIGHT: u16 = 155;
/// Width of the piece in pixels.
pub const PIECE: u16 = 47;

const SHAPES: u8 = 18;
/// Distance between the points of the noise, in pixels; between them it is smooth, which keeps the file small.
const GRAIN: u16 = 16;

/// The two pictures, as PNG.
pub struct Pictures {
    /// `WIDTH` × `HEIGHT`, RGB, with the hole shaded.
    pub background: Vec<u8>,
    /// `PIECE` × `HEIGHT`, RGBA: the piece at the height of the hole, transparent around it.
    pub piece: Vec<u8>,
}

/// Draws a puzzle whose hole begins at `x`.
pub fn draw(seed: u64, x: u16) -> Result<Pictures> {
    let chance = SeededEntropy::new(seed);
    let nothing = || Error::internal("drawing a puzzle");
    let mut scene = scene(&chance).ok_or_else(nothing)?;
    let top = chance.below(u8::try_from(HEIGHT - PIECE).unwrap_or(u8::MAX));
    let outline = outline(f32::from(x), f32::from(top), &chance).ok_or_else(nothing)?;
    let piece = cut(&scene, &outline, x).ok_or_else(nothing)?;
    scene.fill_path(
        &outline,
        &flat(0, 0, 0, 140),
        FillRule::Winding,
        Transform::identity(),
        None,
    );
    let rim = Stroke {
        width: 1.5,
        ..Stroke::default()
    };
    scene.stroke_path(
        &outline,
        &flat(255, 255, 255, 170),
        &rim,
        Transform::identity(),
        None,
    );

    let rgb: Vec<u8> = scene
        .pixels()
        .iter()
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let rgba: Vec<u8> = piece
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        })
        .collect();
    Ok(Pictures {
        background: encode(&rgb, WIDTH, ColorType::Rgb)?,
        piece: encode(&rgba, PIECE, ColorType::Rgba)?,
    })
}

/// Everything but the hole.
fn scene(chance: &SeededEntropy) -> Option<Pixmap> {
    let mut scene = Pixmap::new(u32::from(WIDTH), u32::from(HEIGHT))?;
    let stops = [0.0, 0.5, 1.0]
        .map(|place| GradientStop::new(place, colour(chance, 255)))
        .to_vec();
    let slope = f32::from(chance.below(HEIGHT.try_into().ok()?));
    let (from, to) = (
        Point::from_xy(0.0, slope),
        Point::from_xy(f32::from(WIDTH), f32::from(HEIGHT) - slope),
    );
    let sky = LinearGradient::new(from, to, stops, SpreadMode::Pad, Transform::identity())?;
    let everywhere = Rect::from_xywh(0.0, 0.0, f32::from(WIDTH), f32::from(HEIGHT))?;
    scene.fill_rect(
        everywhere,
        &Paint {
            shader: sky,
            ..Paint::default()
        },
        Transform::identity(),
        None,
    );
    for _ in 0..SHAPES {
        let paint = Paint {
            shader: Shader::SolidColor(colour(chance, 120)),
            ..Paint::default()
        };
        scene.fill_path(
            &shape(chance)?,
            &paint,
            FillRule::Winding,
            Transform::identity(),
            None,
        );
    }
    grain(&mut scene, chance);
    Some(scene)
}

/// A circle, or a polygon of three to five corners.
fn shape(chance: &SeededEntropy) -> Option<Path> {
    let reach = 14.0 + f32::from(chance.below(44));
    let place = |span: u16| f32::from(span) * f32::from(chance.below(255)) / 255.0;
    let (middle_x, middle_y) = (place(WIDTH), place(HEIGHT));
    let corners = chance.below(4) + 2;
    if corners == 2 {
        return PathBuilder::from_circle(middle_x, middle_y, reach);
    }
    let turn = place(360).to_radians();
    let mut path = PathBuilder::new();
    for corner in 0..corners {
        let (sin, cos) =
            (turn + std::f32::consts::TAU * f32::from(corner) / f32::from(corners)).sin_cos();
        let reach = reach * (0.6 + f32::from(chance.below(100)) / 150.0);
        let (x, y) = (middle_x + reach * cos, middle_y + reach * sin);
        if corner == 0 {
            path.move_to(x, y)
        } else {
            path.line_to(x, y)
        }
    }
    path.close();
    path.finish()
}

/// Lays smooth noise over the scene, so that no two places of one colour look the same to a program.
fn grain(scene: &mut Pixmap, chance: &SeededEntropy) {
    let columns = usize::from(WIDTH / GRAIN) + 2;
    let rows = usize::from(HEIGHT / GRAIN) + 2;
    let points: Vec<f32> = (0..columns * rows)
        .map(|_| f32::from(chance.below(49)) - 24.0)
        .collect();
    let grain = usize::from(GRAIN);
    let width = usize::from(WIDTH);
    for (place, pixel) in scene.data_mut().chunks_exact_mut(4).enumerate() {
        let (x, y) = (place % width, place / width);
        let corner =
            |column: usize, row: usize| points[(y / grain + row) * columns + x / grain + column];
        let part = |at: usize| f32::from(u8::try_from(at % grain).unwrap_or(0)) / f32::from(GRAIN);
        let (across, down) = (part(x), part(y));
        let upper = corner(0, 0) * (1.0 - across) + corner(1, 0) * across;
        let lower = corner(0, 1) * (1.0 - across) + corner(1, 1) * across;
        let shift = upper * (1.0 - down) + lower * down;
        for channel in &mut pixel[..3] {
            *channel = clamp(f32::from(*channel) + shift);
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits"
)]
fn clamp(value: f32) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

/// A jigsaw piece of `PIECE` pixels each way: a knob above and to the right, a notch to the left or below.
fn outline(x: f32, y: f32, chance: &SeededEntropy) -> Option<Path> {
    let notch_left = chance.below(2) == 0;
    // The body; the knobs stand out of it by 10.
    let (left, up, right, down) = (x + 1.0, y + 11.0, x + 36.0, y + 46.0);
    let (middle_x, middle_y) = (f32::midpoint(left, right), f32::midpoint(up, down));
    let mut path = PathBuilder::new();
    path.move_to(left, up);
    path.line_to(middle_x - 5.0, up);
    path.cubic_to(
        middle_x - 13.0,
        up - 14.0,
        middle_x + 13.0,
        up - 14.0,
        middle_x + 5.0,
        up,
    );
    path.line_to(right, up);
    path.line_to(right, middle_y - 5.0);
    path.cubic_to(
        right + 14.0,
        middle_y - 13.0,
        right + 14.0,
        middle_y + 13.0,
        right,
        middle_y + 5.0,
    );
    path.line_to(right, down);
    if !notch_left {
        path.line_to(middle_x + 5.0, down);
        path.cubic_to(
            middle_x + 13.0,
            down - 14.0,
            middle_x - 13.0,
            down - 14.0,
            middle_x - 5.0,
            down,
        );
    }
    path.line_to(left, down);
    if notch_left {
        path.line_to(left, middle_y + 5.0);
        path.cubic_to(
            left + 14.0,
            middle_y + 13.0,
            left + 14.0,
            middle_y - 13.0,
            left,
            middle_y - 5.0,
        );
    }
    path.close();
    path.finish()
}

/// The strip of the scene that begins at `x`, as far as the outline covers it, with a light rim.
fn cut(scene: &Pixmap, outline: &Path, x: u16) -> Option<Pixmap> {
    let mut mask = Mask::new(u32::from(PIECE), u32::from(HEIGHT))?;
    let aside = Transform::from_translate(-f32::from(x), 0.0);
    mask.fill_path(outline, FillRule::Winding, true, aside);
    let mut piece = Pixmap::new(u32::from(PIECE), u32::from(HEIGHT))?;
    let paint = tiny_skia::PixmapPaint::default();
    piece.draw_pixmap(
        -i32::from(x),
        0,
        scene.as_ref(),
        &paint,
        Transform::identity(),
        Some(&mask),
    );
    let rim = Stroke {
        width: 1.5,
        ..Stroke::default()
    };
    piece.stroke_path(outline, &flat(255, 255, 255, 220), &rim, aside, None);
    Some(piece)
}

fn colour(chance: &SeededEntropy, alpha: u8) -> Color {
    // Neither black nor white, so that the shade of the hole and its rim stand out everywhere.
    let channel = || 60 + chance.below(170);
    Color::from_rgba8(channel(), channel(), channel(), alpha)
}

fn flat(red: u8, green: u8, blue: u8, alpha: u8) -> Paint<'static> {
    Paint {
        shader: Shader::SolidColor(Color::from_rgba8(red, green, blue, alpha)),
        ..Paint::default()
    }
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

    #[test]
    fn the_piece_shows_what_the_hole_hides() {
        let x = 181;
        let (whole, _) = decode(&draw(3, 262).unwrap().background);
        let (piece, _) = decode(&draw(3, x).unwrap().piece);
        let mut compared = 0;
        for (place, pixel) in piece
            .chunks_exact(4)
            .enumerate()
            .filter(|(_, pixel)| pixel[3] == 255)
        {
            let (column, row) = (place % 47 + usize::from(x), place / 47);
            let there = &whole[(row * 310 + column) * 3..][..3];
            let is_rim = pixel[..3].iter().all(|channel| *channel > 200);
            if column < 262
                && !is_rim
                && pixel[..3]
                    .iter()
                    .zip(there)
                    .all(|(one, other)| one.abs_diff(*other) <= 2)
            {
                compared += 1;
            }
        }
        assert!(
            compared > 800,
            "only {compared} pixels of the piece are the picture's"
        );
    }

    #[test]
    fn two_puzzles_are_two_pictures() {
        assert_ne!(
            draw(1, 150).unwrap().background,
            draw(2, 150).unwrap().background
        );
    }
}
