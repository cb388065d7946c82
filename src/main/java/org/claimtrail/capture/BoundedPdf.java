package org.claimtrail.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;
import org.apache.pdfbox.pdfparser.PDFParser;

/**
 * Reads a PDF whose parts are unpacked only so far: PDFBox unpacks each whole into memory, and a part of some kilobytes may be
 * of gigabytes. So each is unpacked once before, into nothing, and counted.
 */
final class BoundedPdf extends PDFParser {

    /** One part, unpacked, in bytes. */
    private static final int LARGEST_PART = 32 * 1024 * 1024;

    /** All that is unpacked, in bytes. */
    private static final long MOST = 512L * 1024 * 1024;

    /** What is packed so is no picture, but may be words. */
    private static final Set<String> FILTERS = Set.of(
            "FlateDecode",
            "Fl",
            "LZWDecode",
            "LZW",
            "RunLengthDecode",
            "RL",
            "ASCIIHexDecode",
            "AHx",
            "ASCII85Decode",
            "A85",
            "Crypt");

    private static final Set<String> PHOTOGRAPHS = Set.of("DCTDecode", "DCT");

    /** Of a photograph, in pixels. */
    private static final long LARGEST_PHOTOGRAPH = 16_000_000;

    private final boolean isSeen;
    private long unpacked;

    BoundedPdf(RandomAccessRead in) throws IOException {
        this(in, false);
    }

    /** @param isSeen whether it is drawn, with photographs that are not too large, rather than read */
    BoundedPdf(RandomAccessRead in, boolean isSeen) throws IOException {
        super(in);
        this.isSeen = isSeen;
        COSDocument before = document;
        document = new COSDocument(null, this) {
            @Override
            public COSStream createCOSStream(COSDictionary dictionary, long start, long length) throws IOException {
                COSStream stream = new Part(createRandomAccessReadView(start, length));
                dictionary.forEach(stream::setItem);
                stream.setKey(dictionary.getKey());
                return stream;
            }
        };
        before.close();
    }

    /** A stream of the file. */
    private final class Part extends COSStream {

        private boolean counted;

        Part(RandomAccessReadView view) throws IOException {
            super(null, view);
        }

        @Override
        public COSInputStream createInputStream(DecodeOptions options) throws IOException {
            count();
            return super.createInputStream(options);
        }

        @Override
        public RandomAccessRead createView() throws IOException {
            count();
            return super.createView();
        }

        private void count() throws IOException {
            if (counted) {
                return;
            }
            counted = true;
            List<String> filters = filters();
            InputStream packed = createRawInputStream();
            for (int i = 0; i < filters.size(); i++) {
                if (isSeen && i == filters.size() - 1 && PHOTOGRAPHS.contains(filters.get(i))) {
                    refuseLarge(packed);
                    return;
                }
                if (!FILTERS.contains(filters.get(i))) {
                    throw new IOException("A picture where words are wanted.");
                }
                Counted out = new Counted();
                FilterFactory.INSTANCE.getFilter(filters.get(i)).decode(packed, out, this, i);
                packed.close();
                packed = new ByteArrayInputStream(out.toByteArray());
            }
            packed.close();
        }

        /** By its own head: what the file says of it may be something else. */
        private void refuseLarge(InputStream photograph) throws IOException {
            try (ImageInputStream in = new MemoryCacheImageInputStream(photograph)) {
                Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
                ImageReader reader = readers.next();
                try {
                    reader.setInput(in, true, true);
                    if ((long) reader.getWidth(0) * reader.getHeight(0) > LARGEST_PHOTOGRAPH) {
                        throw new IOException("A photograph of more pixels than are drawn.");
                    }
                } finally {
                    reader.dispose();
                }
            }
        }

        private List<String> filters() {
            List<String> names = new ArrayList<>();
            COSBase filters = getFilters();
            if (filters instanceof COSName name) {
                names.add(name.getName());
            } else if (filters instanceof COSArray several) {
                for (int i = 0; i < several.size(); i++) {
                    names.add(String.valueOf(several.getName(i)));
                }
            }
            return names;
        }
    }

    /** What comes out of a filter, as far as it may go. */
    private final class Counted extends ByteArrayOutputStream {

        @Override
        public synchronized void write(int b) {
            count(1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            count(length);
            super.write(bytes, offset, length);
        }

        private void count(int more) {
            unpacked += more;
            if (size() + more > LARGEST_PART || unpacked > MOST) {
                throw new Unreadable("is much larger unpacked than any article.");
            }
            if (Thread.interrupted()) {
                throw new Unreadable(Extractor.TOO_SLOW);
            }
        }
    }
}
