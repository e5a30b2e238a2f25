// The door to libpng. It leaves its errors by a jump, which Swift cannot take, so that one function stands here.
#include <png.h>
#include <setjmp.h>
#include <stddef.h>

static inline void trialpool_png_refuse(png_structp png, png_const_charp reason) {
    (void)reason;
    longjmp(png_jmpbuf(png), 1);
}

static inline void trialpool_png_ignore(png_structp png, png_const_charp reason) {
    (void)png;
    (void)reason;
}

// Gives the next row of a picture, from top to bottom.
typedef const unsigned char *(*trialpool_png_row)(void *rows);

// What is written: rows of one byte a pixel that count through `colours` (three bytes each), or, without colours, rows of blue,
// green, red and an idle byte.
struct trialpool_png_picture {
    unsigned int width, height;
    trialpool_png_row row;
    void *rows;
    const unsigned char *colours;
    int colour_count;
};

// Writes rows as an image of a palette or of red, green and blue; 0 where libpng refuses.
// Rows are not filtered: in drawings of few colours filters make files larger, and finding them takes most of the time.
static inline int trialpool_png_write(struct trialpool_png_picture picture, int level, png_rw_ptr write, void *sink) {
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, trialpool_png_refuse, trialpool_png_ignore);
    if (!png) return 0;
    png_infop info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return 0;
    }
    png_set_write_fn(png, sink, write, NULL);
    png_set_compression_level(png, level);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(
        png, info, picture.width, picture.height, 8, picture.colours ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB,
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (picture.colours) png_set_PLTE(png, info, (png_const_colorp)picture.colours, picture.colour_count);
    png_write_info(png, info);
    if (!picture.colours) {
        png_set_bgr(png);
        png_set_filler(png, 0, PNG_FILLER_AFTER);
    }
    for (unsigned int row = 0; row < picture.height; row++) png_write_row(png, picture.row(picture.rows));
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return 1;
}
