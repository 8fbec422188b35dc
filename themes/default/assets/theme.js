/* Runs before first paint (blocking, in <head>): saved theme and the .js flag. */
(function(d){d.classList.add('js');try{var t=localStorage.getItem('bailiwick:theme');if(t)d.dataset.theme=t}catch(e){}})(document.documentElement);
