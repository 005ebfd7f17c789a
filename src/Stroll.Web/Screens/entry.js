// Reads entry codes with the camera of the tablet, where its browser knows QR codes. Scanners that type need none of this.

const form = document.getElementById('scan');
const shown = document.getElementById('shown');
const video = document.getElementById('camera');

async function watch() {
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } });
  video.hidden = false;
  await video.play();
  const look = async () => {
    const [code] = await detector.detect(video).catch(() => []);
    if (code && code.rawValue.length <= 400) {
      shown.value = code.rawValue;
      form.submit();
    } else {
      setTimeout(look, 250);
    }
  };
  look();
}

// Nobody is asked for a camera where no code could be read with it.
if (form && 'BarcodeDetector' in window && navigator.mediaDevices) watch().catch(() => { video.hidden = true; });
