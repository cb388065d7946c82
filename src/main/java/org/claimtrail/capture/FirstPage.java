package org.claimtrail.capture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** What the first page of a PDF looks like, within the bounds in which its words are read. */
public final class FirstPage {

    private FirstPage() {}

    /**
     * Draws it. How long that takes is for the caller to bound.
     *
     * @param side of the longer side, in pixels
     * @throws IOException if it cannot be read
     */
    public static BufferedImage of(Path file, int side) throws IOException {
        try (RandomAccessReadBufferedFile in = new RandomAccessReadBufferedFile(file);
                PDDocument pdf = new BoundedPdf(in, true).parse()) {
            if (pdf.getNumberOfPages() == 0) {
                throw new IOException("There is no page.");
            }
            PDRectangle page = pdf.getPage(0).getCropBox();
            float longer = Math.max(page.getWidth(), page.getHeight());
            if (!(longer >= 1)) {
                throw new IOException("The page has no size.");
            }
            PDFRenderer renderer = new PDFRenderer(pdf);
            renderer.setSubsamplingAllowed(true);
            return renderer.renderImage(0, side / longer, ImageType.RGB);
        } catch (Unreadable e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
