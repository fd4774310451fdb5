import { chromium } from '@playwright/test';
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--use-angle=swiftshader','--enable-unsafe-swiftshader','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
for(const q of ['rows=60','rows=1000','rows=100000','rows=60','rows=1000','rows=100000']){
  const page=await browser.newPage({viewport:{width:700,height:800}});
  await page.goto(`http://127.0.0.1:8811/sims/sharding-strategies/main.html?${q}`);
  await page.waitForFunction(()=>microsim.ready.then(()=>true));
  await page.waitForTimeout(500);
  const r=await page.evaluate(async()=>{const t0=performance.now();microsim.press('add-shard');const t1=performance.now();await new Promise(r=>setTimeout(r,500));const f=microsim.frames,t=performance.now();await new Promise(r=>setTimeout(r,2000));return {press:Math.round(t1-t0),fps:(microsim.frames-f)/(performance.now()-t)*1000}});
  console.log(q,JSON.stringify(r)); await page.close();
}
await browser.close();
